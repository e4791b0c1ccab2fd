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


def loudness(audio: NDArray[np.float32], rate: int) -> float | None:
    """Return the loudness in LUFS; `None` for silence, and for what is no level.

    From one block on it is the integrated loudness. The recommendation defines none for less. A
    shorter sound has its maximum momentary loudness: that of the one block of 400 ms that holds
    all of it, with silence behind it. So its length alone does not make it louder or quieter:
    silence that is cut off its end changes nothing, and what rings on too quietly to be heard
    hardly does. Nor is there a step at 400 ms, where both are the same block.

    Args:
        audio: float32 [frames, channels], full scale is 1. Of more than five channels, of which
            nothing is known, the mean is measured.
        rate: Hertz.

    Source: Recommendation ITU-R BS.1770-4, annex 1 and 2, as pyloudnorm computes it; momentary
    loudness: EBU Tech 3341 (2016), section 2.2, a window of 400 ms; its maximum as the measure of
    what is too short to be integrated: EBU R 128 s1. Ears add up what they hear over 100 to 200
    ms, so that what is shorter does sound quieter: Zwicker and Fastl, Psychoacoustics, 8.5.
    """
    frames, channels = audio.shape
    if not frames or not float(np.abs(audio).max()) > 0:
        return None
    if channels == SURROUND:
        audio = np.delete(audio, 3, axis=1)
    elif channels > CHANNELS:
        audio = audio.mean(axis=1, keepdims=True)
    block, meter = math.ceil(BLOCK * rate), pyloudnorm.Meter(rate, block_size=BLOCK)
    values = np.pad(np.asarray(audio, np.float64), ((0, max(0, block - frames)), (0, 0)))
    found = float(meter.integrated_loudness(values))
    if not math.isfinite(found):  # perhaps all of it is behind the last whole block
        found = float(meter.integrated_loudness(np.pad(values, ((0, block), (0, 0)))))
    return found if math.isfinite(found) and found <= LOUDEST else None
