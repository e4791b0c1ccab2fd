"""Onset strength in bands: spectral flux of a mel spectrogram in decibels."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from models.analysis.mel_bands import mel_bands
from models.analysis.rhythm import SHARES
from models.analysis.spectrum import magnitudes
from models.audio.zero_padding import pad_zeros

WINDOW = 2048
"""FFT size in frames."""
STEP = 256
"""Hop in frames."""
QUIETEST, RANGE = 1e-10, 80.0
"""Least power, and decibels below the loudest band that are told apart."""
BANDS = (0, *accumulate(SHARES))
"""Mel bands where low, middle and high begin: up to 0.2 kHz (kicks), 2 kHz, and above."""


def onset_strength(wave: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return the mean increase in decibels of low, middle and high bands.

    Source: S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx
    2013, without the maximum filter; as `librosa.onset.onset_strength_multi` has it by default,
    whose results it equals.

    Args:
        wave: float32 [frames], `WINDOW` or more.
        rate: Hertz.

    Returns:
        float32 [3, moments], 0 or more; moments are `STEP` frames apart.
    """
    spectra = magnitudes(wave, WINDOW, STEP)
    power = mel_bands(rate, WINDOW, BANDS[-1]).sums(np.square(spectra))
    decibels = np.float32(10) * np.log10(np.maximum(np.float32(QUIETEST), power))
    decibels = np.maximum(decibels, decibels.max() - np.float32(RANGE))
    rises = np.maximum(np.float32(0), np.diff(decibels, axis=0))
    means = np.add.reduceat(rises, BANDS[:-1], axis=1) / np.array(SHARES, np.float32)
    # A rise is heard at the end of the window in which it shows.
    late = pad_zeros(means, 1 + WINDOW // (2 * STEP))[: len(spectra)]
    return np.ascontiguousarray(late.T, np.float32)
