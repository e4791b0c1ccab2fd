"""Onset positions in a bar of four beats, for low, middle and high bands."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIXTEENTHS = 16
"""Sixteenths per bar."""
PLACES = ((0,), (8,), (4, 12), (2, 6, 10, 14))
"""Equivalent sixteenths: beat one, beat three, back beats, eighths between beats. The sixteenths
between them are the remainder to 1.
"""
REACH = 2
"""Timing tolerance of a stroke, in moments."""
MOST = 4.0
"""Upper limit of a ratio: a single stroke in the whole bar."""


def bar_profile(
    strength: NDArray[np.floating[Any]], first: float, beat: float
) -> NDArray[np.float64]:
    """Return the onset strength at each of `PLACES`, relative to the mean of all sixteenths.

    Kicks on one and snares on two and four are so common that their positions distinguish a tempo
    from its double.

    Args:
        strength: float [bands, moments], onset strength.
        first: Moment at which the bar begins.
        beat: Moments per beat, more than 1.

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
