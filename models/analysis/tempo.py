"""Choose the tempo of a sound from its candidates, with a confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.analysis.rhythm import Candidate

WEIGHTS = (
    *(-5.648, 13.035, 0.8),
    *(-0.249, -1.915, -23.476),
    *(0.441, -0.82, 1.231),
    *(1.782, 1.932, 2.713, 2.181, -3.742, -0.878),
    *(0.431, -0.127, -0.037, -0.002),
    *(-0.192, 0.051, 0.584, -0.003),
    *(-0.501, -0.014, 0.054, 0.447),
)
"""Weights of a candidate's features, in units of the features.

Conditional logit (McFadden 1974) with one more choice, no tempo, whose utility is 0: the share of
each is the probability of being right. Source: `scripts/fit_tempo.py`.
"""
CUT_AND_NAMED, NAMED = 3.5, 1.5
"""Utility added by a matching number in the name: for a loop of whole beats at that tempo, and
otherwise.

The log likelihood ratio of such a number if it is the tempo. Numbers from 60 to 200 that mean
something else match one of about eight candidates within `OFF` in 0.03 to 0.2 of cases.
"""
OFF = 0.012
"""Relative deviation allowed between a number in a name and the tempo: it is rounded."""
OCTAVE = 0.05
"""Relative deviation allowed for half or double."""
OPEN = 0.1
"""Share from which half or double is reported as well."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo, and half or double of it if nearly as likely."""

    bpm: float
    confidence: float
    """Probability of being right."""
    other: float | None = None
    other_confidence: float = 0.0


def choose_tempo(found: Sequence[Candidate], named: tuple[float, ...] = ()) -> Tempo | None:
    """Return the likeliest tempo; `None` if there are no candidates.

    Args:
        found: Tempo candidates.
        named: Numbers in the name or header that may be the tempo.
    """
    if not found:
        return None
    shares = _shares(found, named)
    best = int(shares.argmax())
    chosen = found[best]
    octaves = [
        (float(shares[at]), one.bpm)
        for at, one in enumerate(found)
        if min(abs(one.bpm / chosen.bpm / times - 1) for times in (0.5, 2)) < OCTAVE
    ]
    share, other = max(octaves, default=(0.0, None))
    if share < OPEN:
        share, other = 0.0, None
    return Tempo(chosen.bpm, float(shares[best]), other, share)


def _shares(found: Sequence[Candidate], named: tuple[float, ...]) -> NDArray[np.float64]:
    """Return the probability of each candidate: float64 [count]; the remainder to 1 is no tempo."""
    utility = np.array([one.features @ np.array(WEIGHTS) + _said(one, named) for one in found])
    most = max(0.0, float(utility.max()))
    each = np.exp(utility - most)
    return np.asarray(each / (each.sum() + np.exp(-most)), np.float64)


def _said(one: Candidate, named: tuple[float, ...]) -> float:
    if all(abs(number / one.bpm - 1) > OFF for number in named):
        return 0.0
    return CUT_AND_NAMED if one.beats else NAMED
