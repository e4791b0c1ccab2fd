"""Labelled sounds from Debian packages: sounds with their types."""
