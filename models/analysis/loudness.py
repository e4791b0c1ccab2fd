"""How loud a sound is to ears."""

from __future__ import annotations

import math

import numpy as np
import pyloudnorm
from numpy.typing import NDArray

BLOCK = 0.4
"""Seconds of a block. Source: Recommendation ITU-R BS.1770-4, annex 1."""
CHANNELS = 5
"""As many as the recommendation has weights for."""
SURROUND = 6
"""Channels of 5.1, the fourth of which (low effects) does not count."""
LOUDEST = 60.0
"""LUFS, a thousand times full scale, above which it is no level: the file holds whole numbers
written as floats, or broken ones. What is heard of it is clipped.
"""
SHORTEST = 64
"""Frames below which its filters have not begun to answer."""


def loudness(audio: NDArray[np.float32], rate: int) -> float | None:
    """Return the integrated loudness in LUFS; `None` for silence, and for what is no level.

    A sound shorter than a block counts as one block of its own length: one-shots are as loud as
    they are, not as they are with silence after them.

    Args:
        audio: float32 [frames, channels], full scale is 1. Of more than five channels, of which
            nothing is known, the mean is measured.
        rate: Hertz.

    Source: Recommendation ITU-R BS.1770-4, as pyloudnorm computes it.
    """
    frames, channels = audio.shape
    if frames < SHORTEST or not float(np.abs(audio).max()) > 0:
        return None
    if channels == SURROUND:
        audio = np.delete(audio, 3, axis=1)
    elif channels > CHANNELS:
        audio = audio.mean(axis=1, keepdims=True)
    # Rounding must not make a block longer than the sound.
    meter = pyloudnorm.Meter(rate, block_size=min(BLOCK, frames / rate * (1 - 1e-9)))
    found = float(meter.integrated_loudness(np.asarray(audio, np.float64)))
    return found if math.isfinite(found) and found <= LOUDEST else None
