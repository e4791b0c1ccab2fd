"""Pitched voices and effects."""
