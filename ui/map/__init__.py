"""Similarity map: all sounds on a plane."""
