"""Embedding vectors of sounds: how they are computed, compared and searched. Pure."""
