"""Rules of the waveform panel: view, span selection, spectrogram."""
