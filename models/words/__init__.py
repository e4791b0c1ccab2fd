"""Understand a description of a sound, and order sounds by it. Pure."""
