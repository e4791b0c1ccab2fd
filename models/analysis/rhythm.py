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
WHOLE = (1, 2, 4, 8, 16, 32, 64, 128)
"""Beats that a loop has which was cut to be repeated."""
ODD = (3, 6, 12, 24, 48)
CUT, ODD_CUT = 1.3, 0.65
"""How much more a tempo is believed in which the whole sound is so many beats."""
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
STRONG = 0.15
"""Part of the strongest beginning from which one is counted as a stroke."""
ENOUGH = 12
"""Strokes above which more say nothing more."""
SURE_OF = (9.15, 2.58, 1.09, 1.80)
SURE_FROM = -6.51
"""Logistic regression of being right, on likeness, evenness, strokes and being cut.

Source: fitted on 300 loops put together of drums from Debian packages, and 340 one-shots.
"""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo."""

    bpm: float
    confidence: float
    """0 to 1: in so many cases it is right, or half or double of what is right."""


def tempo(strength: Strength, per_second: float, seconds: float) -> Tempo | None:
    """Return the tempo; `None` if nothing is repeated.

    Two readings are compared: a loop that was cut to be repeated, which is so many whole beats
    long and goes on from its end to its beginning, and any other sound.

    Args:
        strength: float [moments]: how strongly something begins in each.
        per_second: Moments a second.
        seconds: How long the sound is exactly; moments are too coarse for the tempo of a loop.
    """
    if len(strength) < 2 * per_second * 60 / HIGHEST or float(strength.max()) <= 0:
        return None
    plain = np.minimum(strength, np.percentile(strength, PLAIN) + 1e-9)
    cuts = _cut(plain, per_second, seconds)
    best = max((*cuts, *_free(plain, per_second)), default=None)
    if best is None or best[0] <= 0:
        return None
    # Whole beats are exact, where moments are not.
    exact = [one for one in cuts if abs(one[1] / best[1] - 1) < SAME and one[2] > NEARLY * best[2]]
    _, bpm, likeness, cut = max(exact, default=best)
    return Tempo(bpm, _confidence(strength, likeness, cut=cut))


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


def _free(strength: Strength, per_second: float) -> list[_Candidate]:
    """Return tempi of a sound of any length, a quarter of a moment apart."""
    likeness = _likeness(strength, round_=False)
    beats = np.arange(60 * per_second / HIGHEST, 60 * per_second / LOWEST, 0.25)
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


def _confidence(strength: Strength, likeness: float, *, cut: bool) -> float:
    """Return how sure a tempo is: a single sound that rings is no rhythm, however it beats."""
    parts = [float(part.max()) if part.size else 0.0 for part in np.array_split(strength, 4)]
    even = min(parts) / max(*parts, 1e-9)
    count = min(_strokes(strength), ENOUGH) / ENOUGH
    told = np.dot(SURE_OF, (likeness, even, count, float(cut))) + SURE_FROM
    return float(1 / (1 + np.exp(-told)))


def _strokes(strength: Strength) -> int:
    """Return how many peaks are strong."""
    inner = strength[1:-1]
    peaks = (inner > strength[:-2]) & (inner >= strength[2:])
    return int(np.count_nonzero(peaks & (inner > STRONG * strength.max())))
