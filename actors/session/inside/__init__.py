"""Rules of places inside long sounds."""
