"""Bass notes."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.envelope import decay, driven, hold
from scripts.demo.sound.space import Stereo
from scripts.demo.sound.wave import Mono, harmonics, pitch, times, tone


def sub(rate: int, note: str) -> Mono:
    """Return a slightly saturated sine, as a sub bass."""
    moments = times(1.1, rate)
    body = tone(pitch(note) * (1 + 0.5 * decay(moments, 0.008)), moments, rate)
    return driven(body * decay(moments, 0.5), 1.4) * hold(moments, 0.002, 0.12)


def plucked(rate: int, note: str, *, odd: bool = False) -> Mono:
    """Return a sawtooth or square whose cutoff falls quickly."""
    moments = times(0.7, rate)
    cutoff = 200 + 3800 * decay(moments, 0.05)
    body = harmonics(pitch(note), moments, rate, cutoff, odd=odd)
    return driven(body * decay(moments, 0.28), 1.5) * hold(moments, 0.002, 0.06)


def squelch(rate: int, note: str) -> Mono:
    """Return a sawtooth through a filter sweep."""
    moments = times(0.8, rate)
    cutoff = 180 + 3200 * np.sin(np.pi * np.clip(moments / 0.55, 0, 1)) ** 2
    body = harmonics(pitch(note), moments, rate, cutoff)
    return driven(body, 2.6) * hold(moments, 0.003, 0.18)


def beating(rate: int, note: str) -> Stereo:
    """Return detuned sawtooths, different on each channel."""
    moments = times(1.4, rate)
    root = pitch(note)
    cutoff = 420 + 260 * np.sin(2 * np.pi * 1.4 * moments)
    middle = harmonics(root, moments, rate, cutoff)
    left = harmonics(root * 2 ** (-9 / 1200), moments, rate, cutoff)
    right = harmonics(root * 2 ** (9 / 1200), moments, rate, cutoff)
    shape = hold(moments, 0.01, 0.25)
    return np.stack([driven((middle + side) * shape, 1.8) for side in (left, right)])


def modulated(rate: int, note: str) -> Mono:
    """Return a two-operator FM bass: hollow, then woody."""
    moments = times(0.8, rate)
    root = pitch(note)
    index = 4.5 * decay(moments, 0.06) + 0.3
    shaking = index * tone(root * 2, moments, rate)
    body = np.sin(2 * np.pi * root * moments + shaking)
    return driven(body * decay(moments, 0.3), 1.2) * hold(moments, 0.003, 0.08)
