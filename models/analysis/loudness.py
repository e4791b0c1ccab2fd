"""Loudness measurement (LUFS)."""

from __future__ import annotations

import math

import numpy as np
import pyloudnorm
from numpy.typing import NDArray

BLOCK = 0.4
"""Seconds of a gating block. Source: Recommendation ITU-R BS.1770-4, annex 1."""
CHANNELS = 5
"""Number of channels for which the recommendation defines weights."""
SURROUND = 6
"""Channels of 5.1, the fourth of which (LFE) is excluded."""
LOUDEST = 60.0
"""LUFS, a thousand times full scale, above which the value is not a level: the file holds integers
written as floats, or is corrupt. Playback clips it.
"""


def loudness(audio: NDArray[np.float32], rate: int) -> float | None:
    """Return the loudness in LUFS; `None` for silence, and for values that are not a level.

    From one block on, it is the integrated loudness, which the recommendation does not define for
    less. A shorter sound gets its maximum momentary loudness: that of the one block of 400 ms that
    holds all of it, followed by silence. So its length alone does not make it louder or quieter:
    trimming silence off its end changes nothing, trimming an inaudible tail hardly does. Nor is
    there a step at 400 ms, where both are the same block.

    Args:
        audio: float32 [frames, channels], full scale is 1. For more than five channels of unknown
            layout, their mean is measured.
        rate: Hertz.

    Source: Recommendation ITU-R BS.1770-4, annex 1 and 2, as pyloudnorm computes it; momentary
    loudness: EBU Tech 3341 (2016), section 2.2, a window of 400 ms; its maximum as the measure of
    what is too short to be integrated: EBU R 128 s1. Hearing integrates over 100 to 200 ms, so
    shorter sounds do sound quieter: Zwicker and Fastl, Psychoacoustics, 8.5.
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
