"""File system watching: detects changes by other programs in the folders of a source."""
