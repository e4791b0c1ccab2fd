"""Finds out tempo, key, loudness and onsets, in processes of its own."""
