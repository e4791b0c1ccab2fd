"""Rules of sources and the import from the predecessor."""
