"""How like itself a rhythm is after some time: autocorrelation, and a metre seen through it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

METRE = ((0.25, 0.25), (0.5, 0.5), (1.0, 1.0), (2.0, 0.7), (4.0, 0.7))
"""Distances in beats after which a rhythm is like itself, and how much each tells."""
NEAR = 2
"""Moments by which players miss a beat."""


def autocorrelation(strength: NDArray[np.floating[Any]], *, circular: bool) -> NDArray[np.float64]:
    """Return how like itself it is after each number of moments, 1 after none: autocorrelation.

    Args:
        strength: float [moments].
        circular: Of a loop, which goes on from its end to its beginning.
    """
    moved = np.asarray(strength, np.float64) - strength.mean()
    moments = len(moved)
    if circular:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved)) ** 2, moments)
    else:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved, 2 * moments)) ** 2)[:moments]
        # What overlaps less counts as much, down to a quarter: less than that says nothing.
        found *= moments / np.maximum(moments - np.arange(moments), moments / 4)
    return np.asarray(found / max(found[0], 1e-9), np.float64)


def metre_score(found: NDArray[np.float64], beat: float, *, circular: bool) -> float:
    """Return how like itself it is after the distances of a metre.

    Args:
        found: float [moments]: `autocorrelation`.
        beat: Moments of a beat.
        circular: As `autocorrelation` was asked for.
    """
    total = weights = 0.0
    moments = len(found)
    for beats, weight in METRE:
        distance = beats * beat
        if circular:
            distance %= moments
            if min(distance, moments - distance) < 1:
                continue  # the whole loop: that it is like itself says nothing
        elif distance >= moments:
            continue
        at = round(distance)
        near = found[max(1, at - NEAR) : at + NEAR + 1]
        if near.size:
            total, weights = total + weight * float(near.max()), weights + weight
    return total / weights if weights else 0.0
