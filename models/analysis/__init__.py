"""Analyse sounds: tempo, key, loudness, onsets."""
