"""Sources, folders and the sample list."""
