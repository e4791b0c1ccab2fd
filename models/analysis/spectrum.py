"""Short-time Fourier transform."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.audio.compiled import rfft

TOGETHER = 32
"""Windows transformed at a time, so that they stay in the CPU cache."""

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
    views = np.lib.stride_tricks.sliding_window_view(np.pad(wave, size // 2), size)[::hop]
    found = np.empty((len(views), size // 2 + 1), np.float32)
    for part in _parts(len(views)):
        np.abs(rfft(views[part] * hann(size)).astype(np.complex64), out=found[part])
    return found


@cache
def hann(size: int) -> NDArray[np.float64]:
    """Return the periodic Hann window: float64 [size]."""
    return 0.5 + 0.5 * np.cos(np.linspace(-np.pi, np.pi, size + 1))[:-1]


def _parts(count: int) -> Iterator[slice]:
    return (slice(first, first + TOGETHER) for first in range(0, count, TOGETHER))
