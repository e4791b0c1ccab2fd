"""Labelled sounds out of Debian packages: which sound is of which type."""
