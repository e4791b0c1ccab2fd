"""Rules of slices, and of saving spans as files."""
