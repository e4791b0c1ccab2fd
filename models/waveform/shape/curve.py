"""The band-limited curve through the frames, as a D/A converter reconstructs it."""

from __future__ import annotations

from functools import cache

import numpy as np

from models.waveform.reduction.pyramid import Floats
from models.waveform.shape.extent import Places
from models.waveform.shape.joined_columns import Reach

HALF = 24
"""Filter taps on either side."""
BETA = 7.0
"""Kaiser window parameter. Source: tests/models/waveform/shape/test_curve.py; the error for a
sine at 0.45 of the rate is 0.0005 (straight lines: 0.84)."""
POINTS = 4
"""Minimum points of the curve per pixel."""
NUDGE = 1e-6
"""Tolerance in points for borders that are whole numbers up to rounding."""
FINEST = 4096
"""Maximum points per frame."""


def curve_columns(samples: Floats, at: Places) -> Reach:
    """Return the extent of the curve in each column; NaN outside the frames.

    Args:
        samples: float32 [channels, frames], at least one frame; surrounded by silence, but the last
            frame is held for its length.
        at: float64 [width + 1]: borders of the columns, in frames of `samples`.
    """
    count, width = samples.shape[1], len(at) - 1
    first = int(np.clip(np.floor(at[0]), 0, count - 1))
    last = int(np.clip(np.ceil(at[-1]) + 1, first, count - 1))
    spp = (at[-1] - at[0]) / width
    steps = min(FINEST, 1 << max(0, int(np.ceil(np.log2(POINTS / spp)))))
    curve = oversample(samples, first, last, steps)
    if last == count - 1:
        curve = np.concatenate([curve, np.repeat(curve[:, -1:], steps, 1)], 1)
    return _extents(curve, (at - first) * steps)


def oversample(samples: Floats, first: int, last: int, steps: int) -> Floats:
    """Return the curve from frame `first` to frame `last`, with `steps` points per frame.

    Args:
        samples: float32 [channels, frames]; surrounded by silence.
        first: First frame.
        last: Last frame, inclusive.
        steps: Points per frame, a power of two.

    Returns:
        float32 [channels, (last - first) * steps + 1]; every `steps`-th point is a frame.
    """
    channels, count = samples.shape
    padded = np.zeros((channels, last - first + 2 * HALF), np.float32)
    begin, end = first - HALF + 1, last + HALF + 1
    low, high = max(begin, 0), min(end, count)
    padded[:, low - begin : high - begin] = samples[:, low:high]
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * HALF, axis=1)
    points = np.einsum("cmk,ku->cmu", windows, _phases(steps)).reshape(channels, -1)
    return np.ascontiguousarray(points[:, : (last - first) * steps + 1], np.float32)


@cache
def _phases(steps: int) -> Floats:
    """Return the windowed sinc at each of `steps` phases: float32 [2 * HALF, steps]."""
    taps = np.arange(-HALF + 1, HALF + 1)[:, None] - np.arange(steps)[None] / steps
    window = np.i0(BETA * np.sqrt(np.clip(1 - (taps / HALF) ** 2, 0, 1))) / np.i0(BETA)
    kernel = np.sinc(taps) * window
    return np.ascontiguousarray(kernel / kernel.sum(0), np.float32)


def _extents(curve: Floats, at: Places) -> Reach:
    points = curve.shape[1]
    inner = np.clip(np.ceil(at - NUDGE), 0, points).astype(np.int64)
    left = np.clip(np.floor(at), 0, points - 2).astype(np.int64)
    part = (at - left).astype(np.float32)
    ends = curve[:, left] * (1 - part) + curve[:, left + 1] * part
    ends[:, (at < -NUDGE) | (at > points - 1 + NUDGE)] = np.nan
    low = np.fmin(ends[:, :-1], ends[:, 1:])
    high = np.fmax(ends[:, :-1], ends[:, 1:])
    filled = inner[1:] > inner[:-1]
    if filled.any():
        starts, stop = inner[:-1][filled], inner[-1]
        low[:, filled] = np.fmin(low[:, filled], np.minimum.reduceat(curve[:, :stop], starts, 1))
        high[:, filled] = np.fmax(high[:, filled], np.maximum.reduceat(curve[:, :stop], starts, 1))
    return low, high
