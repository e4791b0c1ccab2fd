"""How loud over time."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.wave import Mono


def decay(seconds: Mono, half: float) -> Mono:
    """Return 1 at time 0, falling to one half every `half` seconds."""
    return np.asarray(np.exp2(-seconds / half))


def swell(seconds: Mono, attack: float) -> Mono:
    """Return a smooth rise from 0 to 1 that is over after `attack` seconds."""
    return np.asarray(np.sin(np.pi / 2 * np.clip(seconds / attack, 0, 1)) ** 2)


def pluck(seconds: Mono, attack: float, half: float) -> Mono:
    """Return a quick rise and a fall."""
    return swell(seconds, attack) * decay(seconds, half)


def hold(seconds: Mono, attack: float, release: float) -> Mono:
    """Return a rise, a plateau and a fall that ends with the sound."""
    end = float(seconds[-1])
    return swell(seconds, attack) * swell(end - seconds, release)


def driven(signal: Mono, amount: float) -> Mono:
    """Return `signal` saturated: warmer and denser, peaks at 1."""
    loudest = float(np.max(np.abs(signal))) or 1.0
    return np.asarray(np.tanh(signal / loudest * amount) / np.tanh(amount))
