"""Beats: the tempo a name tells, and lengths counted in it."""

from __future__ import annotations

import re

from models.audio.units import Hertz

SLOWEST, FASTEST = 40.0, 300.0
"""Beats per minute that a number in a name may mean; others mean something else."""
_SAID = re.compile(r"(?<![\d.])(\d{2,3}(?:\.\d+)?)[ _-]?bpm", re.IGNORECASE)
_BARE = re.compile(r"(?:^|[ _-])(\d{2,3})(?=[ _.-]|$)")
_LOOP = re.compile(r"loop|break|groove|beat", re.IGNORECASE)


def named_tempo(name: str) -> float | None:
    """Return the tempo that a file name tells: `Break 174bpm.wav`, `loop_120_dusty.wav`.

    A number without `bpm` counts only where the name is that of a loop, and
    only if it is the only one that can be a tempo.
    """
    if said := _SAID.search(name):
        return _tempo(said[1])
    if not _LOOP.search(name):
        return None
    found = {tempo for number in _BARE.findall(name) if (tempo := _tempo(number)) is not None}
    return found.pop() if len(found) == 1 else None


def _tempo(number: str) -> float | None:
    tempo = float(number)
    return tempo if SLOWEST <= tempo <= FASTEST else None


def beat_frames(tempo: float, rate: Hertz) -> float:
    """Return how many frames a beat takes."""
    return rate * 60.0 / tempo


def beat_words(frames: float, tempo: float, rate: Hertz) -> str:
    """Return a length in beats: `1 beat @104`, `2.5 beats @120`, `0.125 beats @90`."""
    beats = frames / beat_frames(tempo, rate)
    shown = f"{beats:.3f}".rstrip("0").rstrip(".")
    return f"{shown} {'beat' if shown == '1' else 'beats'} @{tempo:g}"
