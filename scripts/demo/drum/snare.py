"""Snare drums and rim shots: two skin modes, and the snare wires."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import band, high
from scripts.demo.sound.envelope import decay, driven, swell
from scripts.demo.sound.wave import Mono, noise, times, tone


@dataclass(frozen=True, slots=True)
class Snare:
    """A snare drum."""

    skin: float = 185
    """Lowest mode in Hz; the second is 1.83 times that."""
    ring: float = 0.045
    """Half-life of the skin in seconds."""
    wires: float = 0.8
    """Level of the wires, 0..1."""
    rattle: float = 0.05
    """Half-life of the wires in seconds."""
    bottom: float = 1200
    top: float = 9000
    seconds: float = 0.4
    drive: float = 1.5
    seed: int = 20

    def __call__(self, rate: int) -> Mono:
        """Return mono frames."""
        moments = times(self.seconds, rate)
        bend = 1 + 0.35 * decay(moments, 0.006)
        skin = tone(self.skin * bend, moments, rate) * decay(moments, self.ring)
        skin += 0.6 * tone(self.skin * 1.83 * bend, moments, rate) * decay(moments, self.ring * 0.6)
        wires = band(noise(len(moments), self.seed), rate, self.bottom, self.top)
        wires /= np.max(np.abs(wires))
        wires *= 0.6 * decay(moments, self.rattle) + 0.4 * decay(moments, self.rattle / 5)
        return driven(skin * 0.7 + wires * self.wires * swell(moments, 0.0006), self.drive)


def rim(rate: int, low: float, top: float, ring: float, seed: int) -> Mono:
    """Return a rim shot: two short modes at `low` and `top` Hz, and a click."""
    moments = times(0.16, rate)
    body = tone(low, moments, rate) * decay(moments, ring)
    body += 0.8 * tone(top, moments, rate) * decay(moments, ring * 0.6)
    tick = high(noise(len(moments), seed), rate, 3000) * decay(moments, 0.0012)
    return driven((body + 0.5 * tick) * swell(moments, 0.0005), 1.8)
