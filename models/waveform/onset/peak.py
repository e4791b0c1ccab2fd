"""Peak picking on the onset strength."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.audio.windows import overlapping
from models.audio.zero_padding import pad_zeros
from models.waveform.onset.highest import running_max
from models.waveform.reduction.pyramid import Floats

APART = 3
"""Steps (of 11 ms) on either side within which a peak is the maximum."""
AROUND = 12
"""Steps on either side of the median window."""
OVER = 1.5
"""Threshold, in multiples of the median."""
LEAST = 0.05
"""Offset added to the threshold."""


def pick_peaks(strengths: Floats) -> NDArray[np.intp]:
    """Return the indices of onset peaks, ascending, at least `APART` apart.

    Args:
        strengths: float32 [steps], each 0 or more.

    Source: J. P. Bello et al., "A tutorial on onset detection in music signals", IEEE Transactions
    on Speech and Audio Processing 13(5), 2005, section IV-B (median threshold); S. Dixon, "Onset
    detection revisited", DAFx 2006, section 2.4 (local maximum). The figures were tuned on the
    loops of the demo library.
    """
    padded = pad_zeros(strengths, APART, APART)
    most = running_max(padded, 2 * APART + 1)
    earlier = running_max(padded, APART)[: len(strengths)]
    usual = _medians(strengths, AROUND)
    clear = strengths >= OVER * usual + LEAST
    # The first of equal neighbours.
    return np.flatnonzero(clear & (strengths == most) & (strengths > earlier))


def _medians(strengths: Floats, steps: int) -> Floats:
    """Return the median of the values up to so many steps away; zeros surround them."""
    around = overlapping(pad_zeros(strengths, steps, steps), 2 * steps + 1, 1)
    return np.partition(around, steps, axis=1)[:, steps]
