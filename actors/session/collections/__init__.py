"""Rules of collections and their export."""
