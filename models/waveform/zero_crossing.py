"""Zero crossings: where to cut without a click."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.pyramid import Floats


def sum_channels(samples: Floats) -> NDArray[np.float64]:
    """Return the sum of all channels: float64 [frames] of float32 [channels, frames]."""
    # In float64, so that rounding never creates or hides a sign change.
    wave: NDArray[np.float64] = samples.sum(0, dtype=np.float64)
    return wave


def crossings(wave: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the frames at which the wave is zero or has just changed sign.

    All frames of a run of zeros count; the first frame has no predecessor.

    Args:
        wave: float64 [frames].

    Returns:
        bool [frames].
    """
    sign = np.sign(wave)
    found: NDArray[np.bool_] = sign == 0
    found[1:] |= sign[1:] * sign[:-1] < 0
    return found


def nearest_crossing(wave: NDArray[np.float64], frame: int, reach: int) -> int:
    """Return the crossing nearest to `frame`, the earlier of two; `frame` if there is none.

    Args:
        wave: float64 [frames], the sound around `frame`.
        frame: Index into `wave`; may lie beyond its end.
        reach: Search radius in frames, 0 or more.
    """
    places = np.flatnonzero(crossings(wave))
    away = np.abs(places - frame)
    if not away.size or away.min() > reach:
        return frame
    return int(places[away.argmin()])
