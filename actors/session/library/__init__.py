"""Rules of sources, files and the import from the predecessor."""
