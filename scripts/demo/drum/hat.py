"""Hats and cymbals: inharmonic square waves, and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import high, low
from scripts.demo.sound.envelope import decay, swell
from scripts.demo.sound.wave import Mono, harmonics, noise, times

METAL = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)
"""Frequencies of six inharmonic oscillators in Hz.

Source: the commonly published values of the analogue drum machines of around 1980.
"""


@dataclass(frozen=True, slots=True)
class Hat:
    """A closed or open hat, or a cymbal."""

    half: float = 0.018
    """Half-life in seconds."""
    seconds: float = 0.2
    bottom: float = 7000
    """High-pass cutoff in Hz."""
    metal: float = 0.7
    """Mix of metal against noise, 0..1."""
    tune: float = 1.0
    """Multiplier of the oscillator frequencies."""
    attack: float = 0.0006
    seed: int = 40

    def __call__(self, rate: int) -> Mono:
        """Return mono frames."""
        moments = times(self.seconds, rate)
        metal = np.zeros_like(moments)
        for frequency in METAL:
            # A constant cutoff far above keeps all harmonics below the Nyquist frequency.
            metal += harmonics(frequency * self.tune * 1.37, moments, rate, 60_000.0, odd=True)
        hiss = noise(len(moments), self.seed)
        metal, hiss = (high(part, rate, self.bottom, 4) for part in (metal, hiss))
        metal /= np.sqrt(np.mean(metal**2))
        hiss /= np.sqrt(np.mean(hiss**2))
        both = self.metal * metal + (1 - self.metal) * hiss
        shape = 0.65 * decay(moments, self.half) + 0.35 * decay(moments, self.half / 6)
        return low(both * shape * swell(moments, self.attack), rate, 0.36 * rate, 3)
