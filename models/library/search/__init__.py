"""Search syntax: parser and parsed form."""
