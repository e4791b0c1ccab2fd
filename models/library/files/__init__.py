"""Names a person gives to files and folders."""
