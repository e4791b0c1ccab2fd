"""The tempo of a sound, from how strongly something begins at each moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Strength = NDArray[np.floating[Any]]
"""float [moments]: how strongly something begins, 0 or more."""

LOWEST, HIGHEST = 60.0, 200.0
"""Beats per minute that are told; others are halved or doubled by whoever counts."""
USUAL, SPREAD = 118.0, 0.55
"""Middle of tempi, and how far they usually lie from it, in octaves.

Source: the log-normal prior of `librosa.feature.tempo`, narrower; tuned by `scripts/bench analysis`
on loops of seeds that its figures are not taken from.
"""
WHOLE = (4, 8, 16, 32, 64, 128)
"""Beats that a loop has which was cut to be repeated."""
ODD = (6, 12, 24, 48)
CUT, ODD_CUT = 1.3, 0.65
"""How much more a tempo is believed in which the whole sound is so many beats."""
FEWEST = 4
"""Beats, a bar, of which a sound must have as many to be told a tempo, and so many sounds that
begin: in any stroke that rings some tempo can be found. With 200 a minute that is 1.2 s.

Source: in each of 250 loops put together of drums six sounds or more begin; in one-shots it is
one, mostly.
"""
SPAN = 2.0
"""Beats from the first sound that begins to the last at least: a flam is no rhythm."""
METRE = ((0.25, 0.25), (0.5, 0.5), (1.0, 1.0), (2.0, 0.7), (4.0, 0.7))
"""Distances in beats after which a rhythm is like itself, and how much each tells."""
NEAR = 2
"""Moments by which players miss a beat."""
SAME = 0.04
"""Part by which two tempi may differ and be one."""
NEARLY = 0.7
"""Part of the likeness with which the exact one of them is believed."""
PLAIN = 99.5
"""Percentile above which beginnings are alike: one loud crash is not the rhythm."""
ENOUGH = 12
"""Sounds that begin above which more say nothing more."""
SURE_OF, SURE_FROM = (15.57, 4.00, 3.20), -10.32
"""Logistic regression of being right, on likeness, sounds that begin and being cut.

Source: fitted on 250 loops put together of drums from Debian packages, and 305 words, noises and
drums of games and kits in which `FEWEST` sounds or more begin, which count twice.
"""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo."""

    bpm: float
    confidence: float
    """0 to 1: in so many cases it is right, or half or double of what is right."""


def tempo(
    strength: Strength, per_second: float, seconds: float, begun: NDArray[np.float32]
) -> Tempo | None:
    """Return the tempo; `None` if nothing is repeated, or not often enough to tell.

    Two readings are compared: a loop that was cut to be repeated, which is so many whole beats
    long and goes on from its end to its beginning, and any other sound.

    Args:
        strength: float [moments]: how strongly something begins in each.
        per_second: Moments a second.
        seconds: How long the sound is exactly; moments are too coarse for the tempo of a loop.
        begun: float32 [count], seconds at which sounds begin, rising.
    """
    if len(begun) < FEWEST or len(strength) == 0 or float(strength.max()) <= 0:
        return None
    plain = np.minimum(strength, np.percentile(strength, PLAIN) + 1e-9)
    cuts = _cut(plain, per_second, seconds)
    best = max((*cuts, *_free(plain, per_second, seconds)), default=None)
    if best is None or best[0] <= 0:
        return None
    # Whole beats are exact, where moments are not.
    exact = [one for one in cuts if abs(one[1] / best[1] - 1) < SAME and one[2] > NEARLY * best[2]]
    _, bpm, likeness, cut = max(exact, default=best)
    if float(begun[-1] - begun[0]) < SPAN * 60 / bpm:
        return None
    return Tempo(bpm, _confidence(likeness, len(begun), cut=cut))


_Candidate = tuple[float, float, float, bool]
"""How much it is believed, beats per minute, how like itself the rhythm is, being cut."""


def _cut(strength: Strength, per_second: float, seconds: float) -> list[_Candidate]:
    """Return the tempi in which the sound is a loop of whole beats."""
    likeness = _likeness(strength[: max(1, round(seconds * per_second))], round_=True)
    found: list[_Candidate] = []
    for beats, weight in [(n, CUT) for n in WHOLE] + [(n, ODD_CUT) for n in ODD]:
        bpm = 60.0 * beats / seconds
        if LOWEST <= bpm <= HIGHEST:
            like = _metrical(likeness, seconds * per_second / beats, round_=True)
            found.append((like * _usual(bpm) * weight, bpm, like, True))
    return found


def _free(strength: Strength, per_second: float, seconds: float) -> list[_Candidate]:
    """Return tempi of a sound of any length, a quarter of a moment apart."""
    likeness = _likeness(strength, round_=False)
    # Who cuts a bar by hand may cut it short.
    longest = min(60 / LOWEST, seconds / (FEWEST * (1 - SAME)))
    beats = np.arange(60 * per_second / HIGHEST, longest * per_second, 0.25)
    found: list[_Candidate] = []
    for beat in beats.tolist():
        bpm, like = 60.0 * per_second / beat, _metrical(likeness, beat, round_=False)
        found.append((like * _usual(bpm), bpm, like, False))
    return found


def _likeness(strength: Strength, *, round_: bool) -> NDArray[np.float64]:
    """Return how like itself it is after each number of moments, 1 after none: autocorrelation."""
    moved = np.asarray(strength, np.float64) - strength.mean()
    moments = len(moved)
    if round_:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved)) ** 2, moments)
    else:
        found = np.fft.irfft(np.abs(np.fft.rfft(moved, 2 * moments)) ** 2)[:moments]
        # What overlaps less counts as much, down to a quarter: less than that says nothing.
        found *= moments / np.maximum(moments - np.arange(moments), moments / 4)
    return np.asarray(found / max(found[0], 1e-9), np.float64)


def _metrical(likeness: NDArray[np.float64], beat: float, *, round_: bool) -> float:
    """Return how like itself it is after the distances of a metre."""
    total = weights = 0.0
    moments = len(likeness)
    for beats, weight in METRE:
        distance = beats * beat
        if round_:
            distance %= moments
            if min(distance, moments - distance) < 1:
                continue  # the whole loop: that it is like itself says nothing
        elif distance >= moments:
            continue
        at = round(distance)
        near = likeness[max(1, at - NEAR) : at + NEAR + 1]
        if near.size:
            total, weights = total + weight * float(near.max()), weights + weight
    return total / weights if weights else 0.0


def _usual(bpm: float) -> float:
    return float(np.exp(-0.5 * (np.log2(bpm / USUAL) / SPREAD) ** 2))


def _confidence(likeness: float, begun: int, *, cut: bool) -> float:
    """Return how sure a tempo is."""
    told = np.dot(SURE_OF, (likeness, min(begun, ENOUGH) / ENOUGH, float(cut))) + SURE_FROM
    return float(1 / (1 + np.exp(-told)))
