"""Autocorrelation of onset strength, and its agreement with a metre."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

METRE = ((0.25, 0.25), (0.5, 0.5), (1.0, 1.0), (2.0, 0.7), (4.0, 0.7))
"""Lags in beats at which a metrical rhythm repeats, and their weights."""
NEAR = 2
"""Timing tolerance of players, in moments."""


def autocorrelation(strength: NDArray[np.floating[Any]], *, circular: bool) -> NDArray[np.float64]:
    """Return the autocorrelation at each lag in moments, normalised to 1 at lag 0.

    Args:
        strength: float [moments].
        circular: For a loop, whose end connects to its beginning.
    """
    moved = np.asarray(strength, np.float64) - strength.mean()
    moments = len(moved)
    if circular:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved)) ** 2, moments)
    else:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved, 2 * moments)) ** 2)[:moments]
        # Compensate the smaller overlap, down to a quarter: less is unreliable.
        found *= moments / np.maximum(moments - np.arange(moments), moments / 4)
    return np.asarray(found / max(found[0], 1e-9), np.float64)


def metre_score(found: NDArray[np.float64], beat: float, *, circular: bool) -> float:
    """Return the weighted mean autocorrelation at the lags of a metre.

    Args:
        found: float [moments], from `autocorrelation`.
        beat: Moments per beat.
        circular: As given to `autocorrelation`.
    """
    total = weights = 0.0
    moments = len(found)
    for beats, weight in METRE:
        distance = beats * beat
        if circular:
            distance %= moments
            if min(distance, moments - distance) < 1:
                continue  # the whole loop: its correlation with itself is trivial
        elif distance >= moments:
            continue
        at = round(distance)
        near = found[max(1, at - NEAR) : at + NEAR + 1]
        if near.size:
            total, weights = total + weight * float(near.max()), weights + weight
    return total / weights if weights else 0.0
