"""The tempi that a sound may have, from how strongly something begins at each moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.analysis.autocorrelation import autocorrelation, metre_score
from models.analysis.bar import bar_profile

Strength = NDArray[np.floating[Any]]
"""float [bands, moments]: how strongly something begins in low, middle and high, 0 or more."""

SHARES = (8, 56, 64)
"""How much each band counts where all of them are meant: its part of 128 mel bands."""
LOWEST, HIGHEST = 60.0, 200.0
"""Beats per minute that are told; others are halved or doubled by whoever counts."""
MIDDLE, SPREAD = 118.0, 0.55
"""Middle of tempi, and how far they usually lie from it, in octaves: which peak is looked at.

Source: the log-normal prior of `librosa.feature.tempo`, narrower.
"""
FAST = 0.6
"""Octaves above the middle, 179 a minute, from which on hardly anybody counts."""
WHOLE = (4, 8, 16, 32, 64, 128)
"""Beats that a loop has which was cut to be repeated."""
ODD = (6, 12, 24, 48)
FEWEST = 4
"""Beats, a bar, of which a sound must have as many to be told a tempo, and so many sounds that
begin: in any stroke that rings some tempo can be found. With 200 a minute that is 1.2 s.

Source: in each of 250 loops put together of drums six sounds or more begin; in one-shots it is
one, mostly.
"""
SPAN = 2.0
"""Beats from the first sound that begins to the last at least: a flam is no rhythm."""
SAME = 0.04
"""Part by which two tempi may differ and be one."""
PLAIN = 99.5
"""Percentile above which beginnings are alike: one loud crash is not the rhythm."""
ENOUGH = 12
"""Sounds that begin above which more say nothing more."""
RELATED = (1.0, 2.0, 0.5, 1.5, 2 / 3, 4 / 3, 0.75)
"""Parts and multiples of a tempo that are easily taken for it."""
STEP = 0.25
"""Moments between two beats that are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A tempo that a sound may have."""

    bpm: float
    beats: int
    """Of the whole sound, if it was cut to be repeated in this tempo; 0: it was not."""
    features: NDArray[np.float64]
    """float64 [27]: what speaks for it and against it, as `features` lists it."""


def tempo_candidates(
    strength: Strength,
    per_second: float,
    seconds: float,
    begun: NDArray[np.float32],
    named: tuple[float, ...] = (),
) -> list[Candidate]:
    """Return the tempi that a sound may have; none if nothing is repeated, or not often enough.

    Two readings are compared: a loop that was cut to be repeated, which is so many whole beats
    long and goes on from its end to its beginning, and any other sound.

    Args:
        strength: How strongly something begins in each moment.
        per_second: Moments a second.
        seconds: How long the sound is exactly; moments are too coarse for the tempo of a loop.
        begun: float32 [count], seconds at which sounds begin, rising.
        named: Beats per minute that are looked at as well.
    """
    if len(begun) < FEWEST or strength.shape[1] == 0 or float(strength.max()) <= 0:
        return []
    total = np.average(strength, axis=0, weights=SHARES)
    plain = np.minimum(total, np.percentile(total, PLAIN) + 1e-9)
    found = _cut(plain, per_second, seconds)
    for bpm, like in _free(plain, per_second, seconds, named):
        if all(abs(bpm / other - 1) >= SAME for other, _, _ in found):
            found.append((bpm, 0, like))
    span = float(begun[-1] - begun[0])
    found = [one for one in found if span >= SPAN * 60 / one[0]]
    best = max((like for _, _, like in found), default=0.0)
    return [
        Candidate(
            bpm, beats, _features(strength, per_second, seconds, begun, bpm, beats, like, best)
        )
        for bpm, beats, like in found
    ]


_Found = tuple[float, int, float]
"""Beats per minute, whole beats of the sound or 0, how like itself the rhythm is."""


def _cut(plain: NDArray[np.floating[Any]], per_second: float, seconds: float) -> list[_Found]:
    """Return the tempi in which the sound is a loop of whole beats."""
    like = autocorrelation(plain[: max(1, round(seconds * per_second))], circular=True)
    found: list[_Found] = []
    for beats in (*WHOLE, *ODD):
        bpm = 60.0 * beats / seconds
        if LOWEST <= bpm <= HIGHEST:
            beat = seconds * per_second / beats
            found.append((bpm, beats, metre_score(like, beat, circular=True)))
    return found


def _free(
    plain: NDArray[np.floating[Any]],
    per_second: float,
    seconds: float,
    named: tuple[float, ...],
) -> list[tuple[float, float]]:
    """Return the likeliest tempo of a sound of any length, its relatives, and those named."""
    like = autocorrelation(plain, circular=False)
    # Who cuts a bar by hand may cut it short.
    longest = min(60 / LOWEST, seconds / (FEWEST * (1 - SAME)))
    beats = np.arange(60 * per_second / HIGHEST, longest * per_second, STEP)
    if not beats.size:
        return []
    likes = np.array([metre_score(like, beat, circular=False) for beat in beats.tolist()])
    tempi = 60 * per_second / beats
    usual = np.exp(-0.5 * (np.log2(tempi / MIDDLE) / SPREAD) ** 2)
    best = float(beats[int((likes * usual).argmax())])
    found: list[tuple[float, float]] = []
    for part in RELATED:
        near = np.flatnonzero(np.abs(beats / best * part - 1) < SAME / 2)
        if near.size:
            at = near[int(likes[near].argmax())]
            found.append((float(tempi[at]), float(likes[at])))
    asked = [bpm for bpm in named if LOWEST <= bpm <= HIGHEST]
    found += [(bpm, metre_score(like, 60 * per_second / bpm, circular=False)) for bpm in asked]
    return found


def _features(  # noqa: PLR0913, PLR0917 - all that speaks for a tempo
    strength: Strength,
    per_second: float,
    seconds: float,
    begun: NDArray[np.float32],
    bpm: float,
    beats: int,
    like: float,
    best: float,
) -> NDArray[np.float64]:
    """Return what speaks for a tempo.

    1; how like itself the rhythm is, and how much less than in the best tempo; how far from the
    middle, squared, and how far beyond `FAST`; how many sounds begin in a beat, squared; how many
    begin in all; whether it is 4, 8, 16, 32, more, or an odd number of beats long; and the
    `bar_profile`.
    """
    octaves = float(np.log2(bpm / MIDDLE))
    density = float(np.log2(len(begun) / (seconds * bpm / 60)))
    lengths = (*(beats == whole for whole in (4, 8, 16, 32)), beats >= WHOLE[4], beats in ODD)
    places = bar_profile(strength, float(begun[0]) * per_second, 60 * per_second / bpm)
    return np.array(
        [
            *(1.0, like, best - like),
            *(octaves, octaves**2, max(0.0, octaves - FAST)),
            *(density, density**2, min(len(begun), ENOUGH) / ENOUGH),
            *(float(length) for length in lengths),
            *places.ravel(),
        ]
    )
