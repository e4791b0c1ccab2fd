"""Where in a bar of four beats sounds of low, middle and high pitch begin."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIXTEENTHS = 16
"""Of a bar."""
PLACES = ((0,), (8,), (4, 12), (2, 6, 10, 14))
"""Sixteenths that mean the same: the one, the three, the back beats, the eighths between beats.
What lies between them is what is missing to 1.
"""
REACH = 2
"""Moments by which a stroke may be beside its place."""
MOST = 4.0
"""Times the mean that count at most: one stroke in the whole bar."""


def bar_profile(
    strength: NDArray[np.floating[Any]], first: float, beat: float
) -> NDArray[np.float64]:
    """Return how much begins at each of `PLACES`, in times of the mean of all sixteenths.

    A kick on the one and a snare on two and four are so usual that where they are tells half of a
    tempo from the double of it.

    Args:
        strength: float [bands, moments]: how strongly something begins.
        first: Moment at which the bar begins.
        beat: Moments of a beat, more than 1.

    Returns:
        float64 [bands, 4].
    """
    bands, moments = strength.shape
    reach = max(0, min(REACH, round(beat / 8) - 1))
    padded = np.pad(strength, ((0, 0), (reach, reach)))
    near = np.max([padded[:, by : by + moments] for by in range(2 * reach + 1)], axis=0)
    steps = np.arange(0, (moments - first) / beat * 4 - 0.5)
    at = np.minimum(np.rint(first + steps * beat / 4).astype(np.intp), moments - 1)
    strokes, sixteenth = near[:, at], np.arange(len(at)) % SIXTEENTHS
    found = np.ones((bands, len(PLACES)))
    for number, places in enumerate(PLACES):
        here = strokes[:, np.isin(sixteenth, places)]
        if here.shape[1]:
            means = here.mean(axis=1) / np.maximum(strokes.mean(axis=1), 1e-9)
            found[:, number] = np.minimum(MOST, means)
    return found
