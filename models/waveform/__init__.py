"""Waveform display: reduction, view transform, columns, thumbnails, spectrogram."""
