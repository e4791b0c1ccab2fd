"""Rules of recorded questions."""
