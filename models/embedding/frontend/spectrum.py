"""Power spectra, computed once and shared by all descriptors of a sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.audio.compiled import rfft
from models.audio.windows import overlapping
from models.audio.zero_padding import pad_zeros
from models.embedding.frontend.normalised_sound import RATE, Wave

SIZE, HOP = 2048, 512
"""Window size and hop in frames (46 and 12 ms)."""
BINS = SIZE // 2 + 1
FREQUENCIES = (np.arange(BINS) * (RATE / SIZE)).astype(np.float32)
"""Hertz of each bin."""
WINDOW = np.hanning(SIZE).astype(np.float32)
"""Symmetric Hann window, as in the network's training."""
TOGETHER = 32
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
    views = overlapping(padded, SIZE, HOP)
    windows = np.empty((TOGETHER, SIZE), np.float32)
    bins = np.empty((TOGETHER, BINS), np.complex64)
    imaginary = np.empty((TOGETHER, BINS), np.float32)
    found = np.empty((len(views), BINS), np.float32)
    for first in range(0, len(views), TOGETHER):
        some = views[first : first + TOGETHER]
        count = len(some)
        spectra = rfft(np.multiply(some, WINDOW, out=windows[:count]), bins[:count])
        power = np.square(spectra.real, out=found[first : first + count])
        power += np.square(spectra.imag, out=imaginary[:count])
    return found
