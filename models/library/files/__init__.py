"""Names of files and folders given by the user."""
