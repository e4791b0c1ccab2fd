"""Power spectra, computed once and shared by all descriptors of a sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.frontend.fourier import rfft
from models.embedding.frontend.normalised_sound import RATE, Wave
from models.embedding.frontend.silence import pad_zeros

SIZE, HOP = 2048, 512
"""Window size and hop in frames (46 and 12 ms)."""
BINS = SIZE // 2 + 1
FREQUENCIES = (np.arange(BINS) * (RATE / SIZE)).astype(np.float32)
"""Hertz of each bin."""
WINDOW = np.hanning(SIZE).astype(np.float32)
"""Symmetric Hann window, as in the network's training."""
TOGETHER = 128
"""Windows per batch of FFTs, so that they stay in the processor's cache."""

Spectra = NDArray[np.float32]
"""float32 [windows, BINS]."""


def power_spectra(wave: Wave) -> Spectra:
    """Return the power spectrum of each window.

    The first window is centred on the first frame; the sound is surrounded by silence.

    Args:
        wave: A normalised sound, float32 [frames], 1 or more.

    Returns:
        float32 [1 + frames // HOP, BINS], squared magnitudes, not scaled.
    """
    padded = pad_zeros(wave, SIZE // 2, SIZE // 2)
    views = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::HOP]
    found = np.empty((len(views), BINS), np.float32)
    for first in range(0, len(views), TOGETHER):
        bins = rfft(views[first : first + TOGETHER] * WINDOW)
        found[first : first + TOGETHER] = bins.real**2 + bins.imag**2
    return found
