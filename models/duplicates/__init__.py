"""Duplicate detection: groups of files with the same sound, and their proof. Pure."""
