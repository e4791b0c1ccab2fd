"""Claps: many hands, a few milliseconds apart, and the room behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import band, bell
from scripts.demo.sound.envelope import decay, driven, swell
from scripts.demo.sound.space import Room, Stereo
from scripts.demo.sound.wave import noise, times


@dataclass(frozen=True, slots=True)
class Clap:
    """A clap in a room."""

    hands: tuple[float, ...]
    """Seconds at which hands meet; the last one rings."""
    hollow: float
    """Hertz at which palms resonate."""
    tail: float
    """Seconds to half the loudness after the last hand."""
    seed: int
    hall: float = 0.35
    """Loudness of the room, 0..1."""

    def __call__(self, rate: int) -> Stereo:
        """Return stereo frames."""
        moments = times(0.32, rate)
        total = np.zeros_like(moments)
        for number, begin in enumerate(self.hands):
            after = moments - begin
            half = self.tail if number == len(self.hands) - 1 else 0.0035
            shape = np.where(after >= 0, decay(np.abs(after), half) * swell(after, 0.0006), 0)
            total += noise(len(moments), self.seed + number) * shape
        total = bell(band(total, rate, 500, 7500), rate, self.hollow, 0.7, 2.5)
        return Room(0.28, self.hall, self.seed, 5000)(driven(total, 1.4), rate)
