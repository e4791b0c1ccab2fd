"""Similarity queries and their results."""
