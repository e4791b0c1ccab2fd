"""From frames to the levels of a spectrogram: windows, transforms, rows of pitch."""
