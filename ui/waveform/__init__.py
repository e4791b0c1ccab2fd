"""Waveform panel: picture, overview, ruler, gestures."""
