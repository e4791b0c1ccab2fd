"""Loudness measurement (LUFS)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.analysis.k_weighting import weigh

BLOCK = 0.4
"""Seconds of a gating block. Source: Recommendation ITU-R BS.1770-4, annex 1."""
CHANNELS = 5
"""Number of channels for which the recommendation defines weights."""
WEIGHTS = (1.0, 1.0, 1.0, 1.41, 1.41)
"""Weights of left, right, centre and the surround channels."""
OVERLAP = 0.75
"""Part of a gating block that the next one shares."""
SILENCE, BELOW = -70.0, 10.0
"""Gates: LUFS below which a block is silence, and LU below the mean of the others."""
OFFSET = -0.691
"""LUFS of unit power."""
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

    Source: Recommendation ITU-R BS.1770-4, annex 1 and 2; momentary loudness: EBU Tech 3341
    (2016), section 2.2, a window of 400 ms; its maximum as the measure of what is too short to be
    integrated: EBU R 128 s1. Hearing integrates over 100 to 200 ms, so shorter sounds do sound
    quieter: Zwicker and Fastl, Psychoacoustics, 8.5.
    """
    frames, channels = audio.shape
    if not audio.any():
        return None
    if channels == SURROUND:
        audio = np.delete(audio, 3, axis=1)
    elif channels > CHANNELS:
        audio = audio.mean(axis=1, keepdims=True)
    block = math.ceil(BLOCK * rate)
    values = np.zeros((audio.shape[1], max(block, frames)))
    values[:, :frames] = audio.T
    found = _integrated(values, rate)
    if not math.isfinite(found):  # perhaps all of it is behind the last whole block
        found = _integrated(np.pad(values, ((0, 0), (0, block))), rate)
    return found if math.isfinite(found) and found <= LOUDEST else None


def _integrated(values: NDArray[np.float64], rate: int) -> float:
    """Return the integrated loudness in LUFS, not finite if all blocks are silent.

    Args:
        values: float64 [channels, frames], up to five channels, one block or more.
        rate: Hertz.
    """
    power = _block_powers(weigh(values, rate), rate)
    weights = np.array(WEIGHTS[: len(power)])
    with np.errstate(divide="ignore"):
        each = OFFSET + 10 * np.log10(weights @ power)
        gated = each >= SILENCE
        if not gated.any():
            return -math.inf
        gate = OFFSET + 10 * np.log10(weights @ power[:, gated].mean(1)) - BELOW
        louder = (each > gate) & (each > SILENCE)
        if not louder.any():
            return -math.inf
        return float(OFFSET + 10 * np.log10(weights @ power[:, louder].mean(1)))


def _block_powers(weighted: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Return the mean square of each gating block: float64 [channels, blocks]."""
    squares, step = np.square(weighted), 1 - OVERLAP
    count = int(np.round((weighted.shape[1] / rate - BLOCK) / (BLOCK * step)) + 1)
    sums = [
        squares[:, int(BLOCK * (at * step) * rate) : int(BLOCK * (at * step + 1) * rate)].sum(1)
        for at in range(count)
    ]
    return np.transpose(sums) / (BLOCK * rate)
