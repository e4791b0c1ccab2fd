"""Columns that connect to their neighbours at any zoom."""

from __future__ import annotations

import numpy as np

from models.waveform.reduction.pyramid import Floats
from models.waveform.shape.extent import Places

Reach = tuple[Floats, Floats]
"""Lower and upper ends to draw, float32 [channels, width]."""


def join_columns(low: Floats, high: Floats, samples: Floats, at: Places) -> Reach:
    """Extend each column to the line between frames at its two borders.

    The result is the exact vertical extent of that line within the column.

    Args:
        low: float32 [channels, width]: minima; NaN where a column holds no frame.
        high: The same for maxima.
        samples: float32 [channels, frames]; the last one is held for its length.
        at: float64 [width + 1]: borders of the columns, in frames of `samples`.
    """
    count = samples.shape[1]
    left = np.clip(np.floor(at), 0, count - 1).astype(np.int64)
    right = np.minimum(left + 1, count - 1)
    part = (at - left).astype(np.float32)
    line = samples[:, left] + (samples[:, right] - samples[:, left]) * part
    line[:, (at < 0) | (at > count)] = np.nan
    return (
        np.fmin(np.fmin(low, line[:, :-1]), line[:, 1:]),
        np.fmax(np.fmax(high, line[:, :-1]), line[:, 1:]),
    )


def close_gaps(low: Floats, high: Floats) -> Reach:
    """Extend neighbouring columns that do not overlap to the middle of their gap."""
    lower, upper = low.copy(), high.copy()
    for here, there in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
        gap = low[:, here] > high[:, there]
        middle = (low[:, here] + high[:, there]) / 2
        lower[:, here] = np.where(gap, np.fmin(lower[:, here], middle), lower[:, here])
        upper[:, there] = np.where(gap, np.fmax(upper[:, there], middle), upper[:, there])
    return lower, upper
