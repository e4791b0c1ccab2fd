"""Slices: a sample cut at markers into spans that follow one another."""
