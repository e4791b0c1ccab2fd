"""Which of the tempi that it may have a sound has, and how sure that is."""

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
"""How much each feature of a candidate speaks for it, in the units of the features.

Conditional logit (McFadden 1974) with one more choice, that there is no tempo, whose utility is 0:
the share of each is how often it is right. Source: `scripts/fit_tempo.py`.
"""
CUT_AND_NAMED, NAMED = 3.5, 1.5
"""What a number in the name adds: where the sound is so many whole beats long in that tempo, and
where only what is heard agrees with it.

The logarithm of how much likelier such a number is if it is the tempo. Numbers from 60 to 200 that
mean something else come within `OFF` of one of about eight candidates in 0.03 to 0.2 of cases.
"""
OFF = 0.012
"""Part by which a number in a name may differ from the tempo: it is rounded."""
OCTAVE = 0.05
"""Part by which half or double may be missed."""
OPEN = 0.1
"""Share from which on half or double is told as well."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo, and half or double of it where that is nearly as likely."""

    bpm: float
    confidence: float
    """0 to 1: in so many cases it is right."""
    other: float | None = None
    other_confidence: float = 0.0


def choose_tempo(found: Sequence[Candidate], named: tuple[float, ...] = ()) -> Tempo | None:
    """Return the likeliest tempo; `None` if there is none to choose from.

    Args:
        found: What it may be.
        named: Numbers, in the name or a header, that may be its beats per minute.
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
    """Return float64 [count], how likely each is; what is missing to 1: that there is no tempo."""
    utility = np.array([one.features @ np.array(WEIGHTS) + _said(one, named) for one in found])
    most = max(0.0, float(utility.max()))
    each = np.exp(utility - most)
    return np.asarray(each / (each.sum() + np.exp(-most)), np.float64)


def _said(one: Candidate, named: tuple[float, ...]) -> float:
    if all(abs(number / one.bpm - 1) > OFF for number in named):
        return 0.0
    return CUT_AND_NAMED if one.beats else NAMED
