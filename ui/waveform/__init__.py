"""The waveform panel: picture, overview, ruler, gestures."""
