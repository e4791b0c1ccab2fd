"""Short chords."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.envelope import decay, driven, hold, pluck
from scripts.demo.sound.space import Room, Stereo, echo, panned
from scripts.demo.sound.wave import harmonics, pitch, times, tone


def saws(rate: int, notes: tuple[str, ...], seconds: float, bright: float, seed: int) -> Stereo:
    """Return detuned sawtooths through a closing filter, with reverb."""
    moments = times(seconds, rate)
    cutoff = 300 + bright * decay(moments, seconds / 5)
    total = np.zeros((2, len(moments)))
    for number, note in enumerate(notes):
        for cents in (-7, 6):
            voice = harmonics(pitch(note) * 2 ** (cents / 1200), moments, rate, cutoff)
            total += panned(voice, (cents / 10) * (1 if number % 2 else -1))
    shape = decay(moments, seconds / 4) * hold(moments, 0.003, seconds / 4)
    return Room(0.7, 0.25, seed)(total * shape, rate)


def organ(rate: int, notes: tuple[str, ...]) -> Stereo:
    """Return an organ: sines at the octaves and fifths of every note, with a key click."""
    moments = times(0.45, rate)
    total = np.zeros_like(moments)
    for note in notes:
        for ratio, loud in ((0.5, 0.5), (1, 1), (2, 0.6), (3, 0.35), (4, 0.2)):
            half = 0.2 if ratio <= 1 else 0.08
            total += loud * tone(pitch(note) * ratio, moments, rate) * decay(moments, half)
    return Room(0.5, 0.2, 71)(driven(total, 1.3) * hold(moments, 0.002, 0.08), rate)


def bell(rate: int, notes: tuple[str, ...]) -> Stereo:
    """Return struck metal bars, one per note, spread across the stereo field."""
    moments = times(1.1, rate)
    total = np.zeros((2, len(moments)))
    for place, note in zip(np.linspace(-0.7, 0.7, len(notes)), notes, strict=True):
        root = pitch(note)
        shaking = 2.2 * decay(moments, 0.09) * tone(root * 3.5, moments, rate)
        voice = np.sin(2 * np.pi * root * moments + shaking) * pluck(moments, 0.002, 0.2)
        total += panned(voice, float(place))
    return Room(1.0, 0.3, 73)(total, rate)


def dub(rate: int, notes: tuple[str, ...]) -> Stereo:
    """Return a short dull chord with echoes."""
    short = saws(rate, notes, 0.22, 1500, 75)
    return echo(short, rate, 0.1875, 0.5, 5)
