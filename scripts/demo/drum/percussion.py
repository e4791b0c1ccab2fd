"""Toms and other percussion."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.colour import band, high
from scripts.demo.sound.envelope import decay, driven, pluck, swell
from scripts.demo.sound.wave import Mono, harmonics, noise, times, tone


def tom(rate: int, frequency: float, seconds: float, seed: int) -> Mono:
    """Return a tom tuned to `frequency` Hz."""
    moments = times(seconds, rate)
    bend = 1 + 0.45 * decay(moments, 0.03)
    body = tone(frequency * bend, moments, rate) * decay(moments, seconds / 6)
    body += 0.35 * tone(frequency * 1.59 * bend, moments, rate) * decay(moments, seconds / 14)
    stick = band(noise(len(moments), seed), rate, 700, 4500) * pluck(moments, 0.0008, 0.006)
    return driven(body + 0.8 * stick, 1.5)


def conga(rate: int, frequency: float, slap: float, seed: int) -> Mono:
    """Return a conga; `slap` is the level of the stroke, 0..1."""
    moments = times(0.4, rate)
    body = tone(frequency * (1 + 0.08 * decay(moments, 0.01)), moments, rate)
    body *= decay(moments, 0.06 * (1.3 - slap))
    body += 0.4 * tone(frequency * 1.59, moments, rate) * decay(moments, 0.025)
    hand = band(noise(len(moments), seed), rate, 1200, 6500) * pluck(moments, 0.0006, 0.008)
    return driven(body + 1.6 * slap * hand, 1.3)


def cowbell(rate: int) -> Mono:
    """Return two square waves, a detuned fifth apart."""
    moments = times(0.45, rate)
    both = harmonics(540.0, moments, rate, 9000.0, odd=True)
    both += harmonics(800.0, moments, rate, 9000.0, odd=True)
    shape = 0.5 * decay(moments, 0.012) + 0.5 * decay(moments, 0.08)
    return band(both, rate, 500, 4000, 1) * shape * swell(moments, 0.0008)


def wood(rate: int, low: float, top: float, half: float) -> Mono:
    """Return a woodblock or claves: two modes, `low` and `top` in Hz."""
    moments = times(0.18, rate)
    body = tone(low, moments, rate) + 0.5 * tone(top, moments, rate) * decay(moments, half / 2)
    return driven(body * pluck(moments, 0.0006, half), 1.6)


def shaker(rate: int, seed: int) -> Mono:
    """Return a shaker: noise grains forward, then back."""
    moments = times(0.22, rate)
    forth = swell(moments, 0.045) * decay(np.clip(moments - 0.045, 0, None), 0.012)
    back = swell(moments - 0.07, 0.05) * decay(np.clip(moments - 0.12, 0, None), 0.014)
    grains = noise(len(moments), seed) * (0.4 + 0.6 * np.abs(noise(len(moments), seed + 1)))
    return band(grains, rate, 4200, 12_000) * (0.5 * forth + back)


def tambourine(rate: int, seed: int) -> Mono:
    """Return a tambourine: a row of jingles."""
    moments = times(0.5, rate)
    total = high(noise(len(moments), seed), rate, 6500, 3) * decay(moments, 0.02)
    for number, frequency in enumerate((5210.0, 6130.0, 7420.0, 8350.0, 9680.0, 11_900.0)):
        rustle = 0.6 + 0.4 * np.sin(2 * np.pi * (17 + 5 * number) * moments)
        total += 0.22 * tone(frequency, moments, rate) * decay(moments, 0.07) * rustle
    return total * swell(moments, 0.002)
