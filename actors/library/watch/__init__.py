"""Watches the folders of a source for changes that other programs make."""
