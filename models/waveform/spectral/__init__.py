"""Spectrogram levels: windowed transforms, mapped to log-spaced rows."""
