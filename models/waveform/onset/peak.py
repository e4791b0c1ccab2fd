"""Which of many changes stand out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.waveform.onset.highest import running_max
from models.waveform.reduction.pyramid import Floats

APART = 3
"""Steps (of 11 ms) to either side in which a peak is the highest."""
AROUND = 12
"""Steps to either side whose median a peak is measured against."""
OVER = 1.5
"""Times the median that a peak must have."""
LEAST = 0.05
"""Strength that a peak must have on top of that."""


def pick_peaks(strengths: Floats) -> NDArray[np.intp]:
    """Return the numbers of the steps that stand out, in rising order, `APART` or more apart.

    Args:
        strengths: float32 [steps], each 0 or more.

    Source: J. P. Bello et al., "A tutorial on onset detection in music signals", IEEE
    Transactions on Speech and Audio Processing 13(5), 2005, section IV-B (median
    threshold); S. Dixon, "Onset detection revisited", DAFx 2006, section 2.4 (highest
    of its neighbours). The figures were tuned on the loops of the demo library.
    """
    padded = np.pad(strengths, APART)
    most = running_max(padded, 2 * APART + 1)
    earlier = running_max(padded, APART)[: len(strengths)]
    usual = np.median(_around(strengths, AROUND), 1)
    clear = strengths >= OVER * usual + LEAST
    # Of two that are the same the first.
    return np.flatnonzero(clear & (strengths == most) & (strengths > earlier))


def _around(strengths: Floats, steps: int) -> Floats:
    padded = np.pad(strengths, steps)
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * steps + 1)
