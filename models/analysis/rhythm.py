"""Tempo candidates of a sound, from its onset strength over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.analysis.autocorrelation import autocorrelation, metre_score
from models.analysis.bar import bar_profile
from models.analysis.pulse import Pulse

Strength = NDArray[np.floating[Any]]
"""float [bands, moments], 0 or more: onset strength in low, middle and high bands."""

SHARES = (8, 56, 64)
"""Weights of the bands in their average: their shares of 128 mel bands."""
LOWEST, HIGHEST = 60.0, 200.0
"""Tempo range in beats per minute; listeners halve or double others."""
MIDDLE, SPREAD = 118.0, 0.55
"""Centre of the tempo prior and its spread in octaves.

Source: the log-normal prior of `librosa.feature.tempo`, narrower.
"""
FAST = 0.6
"""Octaves above the centre (179 bpm) beyond which tempi are rare."""
WHOLE = (4, 8, 16, 32, 64, 128)
"""Lengths in beats of loops cut to repeat."""
ODD = (6, 12, 24, 48)
FEWEST = 4
"""Minimum number of beats (a bar) and of onsets for a tempo: some tempo can be found in any ringing
stroke. At 200 bpm that is 1.2 s.

Source: in each of 250 loops put together of drums there are six onsets or more; one-shots mostly
have one.
"""
SPAN = 2.0
"""Minimum beats from first to last onset: a flam is not a rhythm."""
SAME = 0.04
"""Relative difference below which two tempi are the same."""
PLAIN = 99.5
"""Percentile at which onset strength is clipped: one loud crash is not the rhythm."""
ENOUGH = 12
"""Number of onsets above which more add no evidence."""
RELATED = (1.0, 2.0, 0.5, 1.5, 2 / 3, 4 / 3, 0.75)
"""Ratios between a tempo and the tempi it is easily confused with."""
STEP = 0.25
"""Step between tried beat lengths, in moments."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A tempo candidate."""

    bpm: float
    """Exact for a loop; else that of the strongest pulse near the lag that repeats best."""
    beats: int
    """Length of the sound in beats if it was cut to repeat at this tempo; 0: it was not."""
    features: NDArray[np.float64]
    """float64 [27]: evidence for and against it, see `_features`."""


def tempo_candidates(  # noqa: PLR0913 - what is known of a sound
    strength: Strength,
    per_second: float,
    seconds: float,
    begun: NDArray[np.float32],
    named: tuple[float, ...] = (),
    *,
    whole: bool = True,
) -> list[Candidate]:
    """Return the tempo candidates of a sound; empty if nothing repeats, or not often enough.

    Two hypotheses are compared: a loop cut to repeat, which is a whole number of beats long and
    whose end connects to its beginning, and any other sound.

    Args:
        strength: Onset strength at each moment.
        per_second: Moments per second.
        seconds: Exact length of the sound; moments are too coarse for the tempo of a loop.
        begun: float32 [count], onsets in seconds, ascending.
        named: Further tempi to consider, in beats per minute.
        whole: Whether that is all of the sound; the beginning of a longer one is no loop.
    """
    if len(begun) < FEWEST or strength.shape[1] == 0 or float(strength.max()) <= 0:
        return []
    total = np.average(strength, axis=0, weights=SHARES)
    plain = np.minimum(total, np.percentile(total, PLAIN) + 1e-9)
    found = _cut(plain, per_second, seconds) if whole else []
    for bpm, like in _free(plain, per_second, seconds, named):
        if all(abs(bpm / other - 1) >= SAME for other, _, _ in found):
            found.append((bpm, 0, like))
    span = float(begun[-1] - begun[0])
    found = [one for one in found if span >= SPAN * 60 / one[0]]
    best = max((like for _, _, like in found), default=0.0)
    pulse = Pulse(plain, per_second)
    return [
        Candidate(
            bpm if beats else pulse.refine(bpm, named),
            beats,
            _features(strength, per_second, seconds, begun, bpm, beats, like, best),
        )
        for bpm, beats, like in found
    ]


_Found = tuple[float, int, float]
"""Beats per minute, length in beats or 0, metre score."""


def _cut(plain: NDArray[np.floating[Any]], per_second: float, seconds: float) -> list[_Found]:
    """Return the candidates for a loop of a whole number of beats."""
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
    """Return the likeliest tempo of a sound of any length, related tempi, and the named ones."""
    like = autocorrelation(plain, circular=False)
    # A bar cut by hand may be too short.
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
    """Return the features of a candidate.

    1; metre score, and how far below the best candidate's; octaves from the prior's centre,
    squared, and beyond `FAST`; onsets per beat (log), squared; number of onsets; whether the sound
    is 4, 8, 16, 32, more, or an odd number of beats long; and the `bar_profile`.
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
