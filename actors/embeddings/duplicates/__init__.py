"""Looks for sounds that are there more than once; processes of its own do the tests."""
