"""Claps: several bursts a few milliseconds apart, with reverb."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import band, bell
from scripts.demo.sound.envelope import decay, driven, swell
from scripts.demo.sound.space import Room, Stereo
from scripts.demo.sound.wave import noise, times


@dataclass(frozen=True, slots=True)
class Clap:
    """A clap with reverb."""

    hands: tuple[float, ...]
    """Onset of each burst in seconds; the last one rings."""
    hollow: float
    """Resonance of the palms in Hz."""
    tail: float
    """Half-life of the tail in seconds."""
    seed: int
    hall: float = 0.35
    """Reverb level, 0..1."""

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
