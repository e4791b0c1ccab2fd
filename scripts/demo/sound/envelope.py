"""Amplitude envelopes."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.wave import Mono


def decay(seconds: Mono, half: float) -> Mono:
    """Return an exponential decay: 1 at time 0, halved every `half` seconds."""
    return np.asarray(np.exp2(-seconds / half))


def swell(seconds: Mono, attack: float) -> Mono:
    """Return a smooth rise from 0 to 1 within `attack` seconds."""
    return np.asarray(np.sin(np.pi / 2 * np.clip(seconds / attack, 0, 1)) ** 2)


def pluck(seconds: Mono, attack: float, half: float) -> Mono:
    """Return a short attack and an exponential decay."""
    return swell(seconds, attack) * decay(seconds, half)


def hold(seconds: Mono, attack: float, release: float) -> Mono:
    """Return an attack, a sustain at 1, and a release that ends with the sound."""
    end = float(seconds[-1])
    return swell(seconds, attack) * swell(end - seconds, release)


def driven(signal: Mono, amount: float) -> Mono:
    """Return `signal` saturated, peaks at 1."""
    loudest = float(np.max(np.abs(signal))) or 1.0
    return np.asarray(np.tanh(signal / loudest * amount) / np.tanh(amount))
