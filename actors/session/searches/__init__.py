"""Rules of saved searches."""
