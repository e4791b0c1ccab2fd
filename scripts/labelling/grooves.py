"""Drum loops by musical style, each at its usual tempi.

Training data for octave errors of tempo: the same onsets are a slow hip hop beat or a fast
two-step, and only the positions of kick, snare and hat in the bar tell which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scripts.labelling.rhythms import KINDS_OF_PARTS, Kits, Loop


@dataclass(frozen=True, slots=True)
class Groove:
    """A style: onsets of a bar in sixteenths, and its usual tempi."""

    kick: str
    snare: str
    hat: str
    slowest: float
    fastest: float


_BACK, _HALF = "....x.......x...", "........x......."
_EIGHTHS, _SIXTEENTHS, _OFF = "x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "..x...x...x...x."
_FOUR, _NONE = "x...x...x...x...", "................"
GROOVES = {
    "house": Groove(_FOUR, _BACK, _OFF, 116, 132),
    "deep house": Groove(_FOUR, _BACK, "..x...x...x..xx.", 116, 126),
    "techno": Groove(_FOUR, _NONE, _OFF, 122, 148),
    "hard techno": Groove(_FOUR, _BACK, _SIXTEENTHS, 135, 155),
    "trance": Groove(_FOUR, _BACK, "x.x.x.xxx.x.x.xx", 130, 142),
    "disco": Groove(_FOUR, _BACK, "x.xxx.xxx.xxx.xx", 108, 128),
    "garage": Groove("x.........x.....", _BACK, "..x..xx...x...x.", 126, 138),
    "boom bap": Groove("x......x..x.....", _BACK, _EIGHTHS, 78, 98),
    "hip hop": Groove("x..x......x..x..", _BACK, _EIGHTHS, 80, 104),
    "lo-fi": Groove("x......x.x......", _BACK, "x.x.x.xxx.x.x.x.", 68, 90),
    "trip hop": Groove("x..x...x..x.....", _BACK, _SIXTEENTHS, 70, 92),
    "soul": Groove("x.x.......x..x..", "....x..x....x...", _SIXTEENTHS, 72, 100),
    "trap": Groove("x.....x......x..", _HALF, "x.x.x.x.x.x.xxxx", 130, 152),
    "dubstep": Groove("x..............x", _HALF, "x..x..x.x..x..x.", 138, 142),
    "half time": Groove("x.....x.........", _HALF, _EIGHTHS, 62, 84),
    "slow rock": Groove("x.......x.x.....", _BACK, _EIGHTHS, 64, 90),
    "ballad": Groove("x.......x.......", _BACK, _SIXTEENTHS, 60, 84),
    "rock": Groove("x.......x.x.....", _BACK, _EIGHTHS, 96, 142),
    "pop": Groove("x.....x.x.......", _BACK, _EIGHTHS, 88, 128),
    "punk": Groove("x.....x.x.x.....", _BACK, "x...x...x...x...", 150, 184),
    "metal": Groove("x.x.x.x.x.x.x.x.", _BACK, "x...x...x...x...", 140, 180),
    "funk": Groove("x..x..x...x..x..", "....x..x.x..x..x", _SIXTEENTHS, 90, 118),
    "break": Groove("x.x.......xx....", "....x..x.x..x..x", _EIGHTHS, 100, 142),
    "breakbeat": Groove("x.x.......x.....", _BACK, _EIGHTHS, 116, 142),
    "two-step": Groove("x.........x.....", _BACK, _EIGHTHS, 158, 184),
    "drum and bass": Groove("x.........x.....", "....x..x.x..x...", _EIGHTHS, 160, 182),
    "jungle": Groove("x.x.......xx....", "....x..x.x..x..x", _EIGHTHS, 152, 176),
    "footwork": Groove("x..x..x..x..x..x", "....x.......x...", _OFF, 150, 164),
    "hardcore": Groove(_FOUR, _BACK, _OFF, 158, 182),
    "electro": Groove("x.....x...x.....", _BACK, _SIXTEENTHS, 112, 136),
    "dancehall": Groove("x..x..x.x..x..x.", "......x.......x.", _EIGHTHS, 88, 112),
    "reggaeton": Groove(_FOUR, "...x..x....x..x.", _EIGHTHS, 86, 102),
    "one drop": Groove(_HALF, _HALF, _EIGHTHS, 64, 84),
    "samba": Groove("x..xx..xx..xx..x", _OFF, _SIXTEENTHS, 92, 116),
    "bossa": Groove("x..xx..xx..xx..x", "x..x..x...x..x..", _EIGHTHS, 118, 150),
    "afro": Groove(_FOUR, "x..x..x...x.x...", "x.xxx.xxx.xxx.xx", 112, 126),
}
CHANCE = 0.04
"""Probability that an onset is left out, or added."""
SWAPPED = 0.25
"""Share of loops with parts on random drums: not all loops are drum kits."""


def grooves(kits: Kits, seeds: range, styles: tuple[str, ...] = ()) -> Iterator[tuple[str, Loop]]:
    """Yield style and loop for each seed, deterministically; styles alternate."""
    names = styles or tuple(GROOVES)
    for seed in seeds:
        chance = np.random.default_rng(seed)
        name = names[seed % len(names)]
        groove = GROOVES[name]
        bpm = float(np.round(chance.uniform(groove.slowest, groove.fastest), 1))
        bars = int(chance.choice([1, 2, 2, 4, 4, 8]))
        played = [_varied(getattr(groove, part) * bars, chance) for part in KINDS_OF_PARTS]
        if chance.random() < SWAPPED:
            played = [played[chance.integers(len(played))] for _ in played]
        strokes = dict(zip(KINDS_OF_PARTS, played, strict=True))
        yield name, kits.played(strokes, bpm, bars, chance)


def _varied(strokes: str, chance: np.random.Generator) -> str:
    turned = chance.random(len(strokes)) < CHANCE
    return "".join(
        ("x" if one == "." else ".") if turn else one
        for one, turn in zip(strokes, turned, strict=True)
    )
