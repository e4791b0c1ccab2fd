"""Structure of sound files: where streams begin and end, parsed from the bytes."""
