"""Bass drums: a falling sine, a click, saturation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import band
from scripts.demo.sound.envelope import decay, driven, swell
from scripts.demo.sound.wave import Mono, noise, times, tone


@dataclass(frozen=True, slots=True)
class Kick:
    """A bass drum."""

    bottom: float = 48
    """Final frequency in Hz."""
    top: float = 320
    """Initial frequency in Hz."""
    fall: float = 0.012
    """Half-life of the pitch envelope in seconds."""
    ring: float = 0.07
    """Half-life of the amplitude in seconds."""
    seconds: float = 0.5
    click: float = 0.25
    """Level of the beater click, 0..1."""
    bright: float = 5000
    """Low-pass cutoff of the click in Hz."""
    drive: float = 1.6
    seed: int = 1

    def __call__(self, rate: int) -> Mono:
        """Return mono frames."""
        moments = times(self.seconds, rate)
        falling = self.bottom + (self.top - self.bottom) * decay(moments, self.fall)
        body = tone(falling, moments, rate) * decay(moments, self.ring)
        beater = band(noise(len(moments), self.seed), rate, 900, self.bright)
        beater *= decay(moments, 0.003) * swell(moments, 0.0004)
        beater *= self.click / np.max(np.abs(beater))
        return driven(body + beater, self.drive)
