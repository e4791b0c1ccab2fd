"""Developer commands, one verb per file. Not installed with the app."""
