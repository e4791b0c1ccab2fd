"""A recording of two minutes: one take in which different things are played after each other."""

from __future__ import annotations

import numpy as np

from scripts.demo.drum.clap import Clap
from scripts.demo.drum.hat import Hat
from scripts.demo.drum.kick import Kick
from scripts.demo.drum.percussion import conga, cowbell, shaker, tambourine, tom, wood
from scripts.demo.drum.snare import Snare, rim
from scripts.demo.loop import broken, fast
from scripts.demo.sound.colour import low
from scripts.demo.sound.space import Stereo
from scripts.demo.sound.wave import Mono, noise, times
from scripts.demo.tone.bass import plucked, squelch
from scripts.demo.tone.effect import fall, impact, riser
from scripts.demo.tone.pad import Pad
from scripts.demo.tone.stab import bell, organ
from scripts.demo.tone.voice import phrase

LENGTH = 120.0
"""In seconds."""


class Take:
    """A recording under construction: mono frames with a room around them."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self.frames: Mono = np.zeros(round(LENGTH * rate))

    def play(self, sound: Mono | Stereo, second: float, level: float) -> None:
        """Add a sound, its peak at `level`; what lies beyond the end is cut off."""
        mono = sound.mean(axis=0) if sound.ndim == 2 else sound
        begin = round(second * self._rate)
        part = mono[: max(0, len(self.frames) - begin)]
        self.frames[begin : begin + len(part)] += part * level / np.max(np.abs(mono))


def session(rate: int) -> Mono:
    """Return the take: single strokes, a beat, chords, a voice, a bass, percussion, an end."""
    take = Take(rate)
    strokes: tuple[Mono | Stereo, ...] = (
        *(Kick()(rate), Kick(44, 240, ring=0.1, drive=2.2)(rate), Snare()(rate)),
        *(Snare(170, rattle=0.06, drive=2.0)(rate), rim(rate, 480, 1720, 0.012, 28)),
        *(
            Hat()(rate),
            Hat(0.1, 0.6, 6500, seed=44)(rate),
            Clap((0.0, 0.011, 0.022), 1300, 0.03, 31)(rate),
        ),
        *(tom(rate, 150, 0.5, 51), tom(rate, 95, 0.7, 53), conga(rate, 205, 0.2, 55)),
        *(cowbell(rate), wood(rate, 880, 1370, 0.018), tambourine(rate, 59)),
    )
    for number, stroke in enumerate(strokes):
        take.play(stroke, 1.0 + number * 1.1, 0.55 + 0.3 * (number % 3 == 0))
    for number in range(4):
        take.play(broken(rate), 18.0 + number * 16 / 3, 0.7)
    chords = (("A2", "E3", "C4"), ("F2", "C3", "A3"), ("G2", "D3", "B3"), ("A2", "E3", "C4"))
    for number, notes in enumerate(chords):
        take.play(Pad(notes, 5.0, 1.9, 28, 120 + number)(rate), 41.0 + number * 4.2, 0.5)
    spoken = phrase(rate)
    for number in range(6):
        take.play(spoken, 61.0 + number * 2.8, 0.75)
    for number, note in enumerate(("A1", "A1", "C2", "G1", "A1", "E1", "G1", "A1") * 2):
        line = squelch(rate, note) if number % 4 == 3 else plucked(rate, note)
        take.play(line, 79.0 + number * 0.625, 0.6)
    take.play(riser(rate, 2.0), 88.0, 0.5)
    take.play(impact(rate), 90.2, 0.8)
    for number in range(3):
        take.play(fast(rate)[:, : round(rate * 60 / 168 * 16)], 92.0 + number * 40 / 7, 0.6)
    for number in range(24):
        take.play(shaker(rate, 160 + number), 109.5 + number * 0.25, 0.15)
    take.play(organ(rate, ("A3", "C4", "E4")), 110.0, 0.4)
    take.play(bell(rate, ("A4", "C5", "E5")), 113.0, 0.5)
    take.play(fall(rate, 2.0), 116.5, 0.35)
    hum = low(noise(len(take.frames), 151), rate, 900) * 0.004
    end = np.clip((LENGTH - times(LENGTH, rate)) / 0.5, 0, 1)
    return np.asarray((_reflected(take.frames, rate) + hum) * end)


def _reflected(frames: Mono, rate: int) -> Mono:
    """Return frames with the first reflections of a room."""
    total = frames.copy()
    for seconds, level in ((0.011, 0.22), (0.019, 0.17), (0.031, 0.12), (0.047, 0.08)):
        late = round(seconds * rate)
        total[late:] += level * frames[:-late]
    return total
