"""Short-time Fourier transform."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.audio.compiled import rfft
from models.audio.windows import overlapping
from models.audio.zero_padding import pad_zeros

TOGETHER = 32_768
"""Frames transformed at a time, so that they stay in the CPU cache."""

Magnitudes = NDArray[np.float32]
"""float32 [moments, bins]."""


def magnitudes(wave: NDArray[np.float32], size: int, hop: int) -> Magnitudes:
    """Return the magnitudes of windows around every `hop`th frame; outside the sound is silence.

    Transformed in double precision: a quiet band beside a loud one would be rounding noise.

    Args:
        wave: float32 [frames].
        size: Frames per window (periodic Hann), even.
        hop: Frames between windows.

    Returns:
        float32 [frames // hop + 1, size // 2 + 1].
    """
    views = overlapping(pad_zeros(wave, size // 2, size // 2), size, hop)
    most = max(1, TOGETHER // size)
    windows, bins = np.empty((most, size)), np.empty((most, size // 2 + 1), np.complex128)
    rounded = np.empty(bins.shape, np.complex64)
    found = np.empty((len(views), size // 2 + 1), np.float32)
    for first in range(0, len(views), most):
        some = views[first : first + most]
        count = len(some)
        np.multiply(some, hann(size), out=windows[:count])
        rounded[:count] = rfft(windows[:count], bins[:count])
        np.abs(rounded[:count], out=found[first : first + count])
    return found


@cache
def hann(size: int) -> NDArray[np.float64]:
    """Return the periodic Hann window: float64 [size]."""
    return 0.5 + 0.5 * np.cos(np.linspace(-np.pi, np.pi, size + 1))[:-1]
