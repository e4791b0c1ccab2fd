"""Sources, folders and the list of samples."""
