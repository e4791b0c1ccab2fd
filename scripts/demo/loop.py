"""Drum loops: sixteenth-note patterns whose tails wrap around, so that they loop seamlessly."""

from __future__ import annotations

import numpy as np

from scripts.demo.drum.clap import Clap
from scripts.demo.drum.hat import Hat
from scripts.demo.drum.kick import Kick
from scripts.demo.drum.percussion import conga, shaker, wood
from scripts.demo.drum.snare import Snare, rim
from scripts.demo.sound.space import Stereo, panned
from scripts.demo.sound.wave import Mono
from scripts.demo.tone.bass import plucked, sub
from scripts.demo.tone.stab import organ

STEPS = 16
"""Sixteenths per bar of four beats."""


class Pattern:
    """Loop under construction."""

    def __init__(self, rate: int, tempo: int, bars: int, swing: float = 0.0) -> None:
        """Start with silence; `swing` delays every second sixteenth by that fraction of a step."""
        if (60 * rate) % tempo:
            raise ValueError(f"{tempo} beats a minute are not whole frames at {rate}")
        self._beat = 60 * rate // tempo
        self._swing = swing
        self.frames: Stereo = np.zeros((2, self._beat * 4 * bars))

    def lay(self, sound: Mono | Stereo, steps: str, loud: float = 1.0, place: float = 0.0) -> None:
        """Add `sound` at every `x` (full level) and `o` (half level) of `steps`.

        Anything past the end wraps around to the start.
        """
        loudest = float(np.max(np.abs(sound)))
        stereo = panned(sound, place) * 2**0.5 if sound.ndim == 1 else sound
        for number, mark in enumerate(steps.replace(" ", "")):
            if mark == "-":
                continue
            late = self._swing if number % 2 else 0.0
            begin = round((number + late) * self._beat / 4)
            gain = loud / loudest * (1.0 if mark == "x" else 0.5)
            self._add(stereo * gain, begin)

    def _add(self, stereo: Stereo, begin: int) -> None:
        length = self.frames.shape[1]
        while stereo.shape[1]:
            begin %= length
            part = stereo[:, : length - begin]
            self.frames[:, begin : begin + part.shape[1]] += part
            stereo, begin = stereo[:, part.shape[1] :], 0


def four_on_the_floor(rate: int) -> Stereo:
    """Return two bars at 125 BPM."""
    loop = Pattern(rate, 125, 2)
    loop.lay(Kick()(rate), "x---x---x---x--- x---x---x---x--o", 0.9)
    loop.lay(
        Clap((0.0, 0.011, 0.022), 1300, 0.03, 31)(rate), "----x-------x--- ----x-------x---", 0.45
    )
    loop.lay(Hat(0.06, 0.35, 6500, seed=44)(rate), "--x---x---x---x- --x---x---x---x-", 0.22, 0.2)
    loop.lay(Hat()(rate), "x-oxo-oxx-oxo-ox x-oxo-oxx-oxo-oo", 0.13, -0.25)
    loop.lay(shaker(rate, 61), "oxoxoxoxoxoxoxox oxoxoxoxoxoxoxox", 0.09, 0.5)
    loop.lay(plucked(rate, "A1"), "--x--x----x----- --x--x----------", 0.42)
    loop.lay(plucked(rate, "G1"), "---------------- ----------x--x--", 0.42)
    loop.lay(organ(rate, ("A3", "C4", "E4")), "---x------x----- ---x------------", 0.26)
    loop.lay(organ(rate, ("G3", "B3", "D4")), "---------------- ----------x-----", 0.26)
    return loop.frames


def broken(rate: int) -> Stereo:
    """Return two swung bars at 90 BPM."""
    loop = Pattern(rate, 90, 2, swing=0.28)
    loop.lay(Kick(44, 240, ring=0.1, drive=2.2)(rate), "x------o--x----- x-----x---x--o--", 0.75)
    loop.lay(Snare(170, rattle=0.06, drive=2.0)(rate), "----x-------x--o ----x--o----x---", 0.7)
    loop.lay(Hat(0.014, 0.15, 8000, 0.4)(rate), "x-x-x-xox-x-x-x- x-x-xox-x-x-x-xo", 0.26, 0.25)
    loop.lay(rim(rate, 480, 1720, 0.012, 28), "------x--------- --x------x------", 0.18, -0.4)
    loop.lay(conga(rate, 210, 0.3, 64), "--o----x------o- --o----x-----x--", 0.22, -0.55)
    loop.lay(wood(rate, 920, 1430, 0.02), "---------x------ -----------x----", 0.12, 0.6)
    loop.lay(sub(rate, "D1"), "x---------x----- ----------------", 0.34)
    loop.lay(sub(rate, "F1"), "---------------- x---------------", 0.34)
    loop.lay(sub(rate, "C1"), "---------------- ----------x-----", 0.34)
    return loop.frames


def fast(rate: int) -> Stereo:
    """Return eight bars at 168 BPM: a break that changes in its fourth and its last bars."""
    loop = Pattern(rate, 168, 8, swing=0.1)
    kicks = ("x-x-------xx----", "x-x-------xx----", "x-x-------x-----", "--xx------x-----")
    snares = ("----x--o-o--x--o", "----x--o-o--x--o", "----x--o-o----x-", "-o--x--o-o----x-")
    for bar, fill in ((kicks, "x-x---xx--x--x--"), (snares, "----x--xo-x-xxxx")):
        steps = " ".join((*bar, *bar[:3], fill))
        sound = Kick(52, 300, ring=0.05, drive=2.4) if bar is kicks else Snare(196, drive=2.2)
        loop.lay(sound(rate), steps, 0.8 if bar is kicks else 0.7)
    ride = Hat(0.09, 0.5, 5200, 0.7, 1.1, seed=171)(rate)
    loop.lay(ride, "x-o-x-o-x-o-x-o- " * 8, 0.2, 0.2)
    loop.lay(Hat(0.4, 1.6, 4200, 0.4, 0.93, seed=172)(rate), "-" * 112 + "----------x-----", 0.3)
    loop.lay(rim(rate, 480, 1720, 0.012, 28), "---o------o----- " * 8, 0.12, -0.4)
    return loop.frames
