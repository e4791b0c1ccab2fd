"""Transition effects."""

from __future__ import annotations

import numpy as np

from scripts.demo.sound.colour import band, high
from scripts.demo.sound.envelope import decay, driven, hold, pluck, swell
from scripts.demo.sound.space import Room, Stereo, echo, panned
from scripts.demo.sound.wave import Mono, noise, times, tone


def _swept(rate: int, centre: Mono, seed: int) -> Mono:
    """Return noise around a varying frequency: noise ring-modulated by a tone."""
    slow = band(noise(len(centre), seed), rate, 5, 220)
    return np.asarray(slow / np.max(np.abs(slow)) * tone(centre, centre, rate))


def riser(rate: int, seconds: float) -> Stereo:
    """Return a riser: noise and a tone with rising pitch and level."""
    moments = times(seconds, rate)
    part = moments / seconds
    centre = 300 * 2 ** (4.6 * part)
    sides = [
        _swept(rate, centre, 80 + side) + 0.25 * tone(centre / 2, moments, rate) for side in (0, 1)
    ]
    return np.stack(sides) * part**2 * hold(moments, 0.2, 0.03)


def fall(rate: int, seconds: float) -> Stereo:
    """Return noise with falling frequency and level."""
    moments = times(seconds, rate)
    centre = 7000 * 2 ** (-5.5 * moments / seconds)
    sides = [_swept(rate, centre, 84 + side) for side in (0, 1)]
    return np.stack(sides) * decay(moments, seconds / 4) * hold(moments, 0.005, 0.3)


def impact(rate: int) -> Stereo:
    """Return an impact: a low hit with long reverb."""
    moments = times(0.9, rate)
    body = tone(34 + 90 * decay(moments, 0.05), moments, rate) * decay(moments, 0.22)
    crack = band(noise(len(moments), 88), rate, 200, 5000) * pluck(moments, 0.001, 0.03)
    return Room(1.6, 0.4, 89, 3500)(driven(body + crack, 2.0), rate)


def zap(rate: int) -> Mono:
    """Return a tone that falls six octaves."""
    moments = times(0.35, rate)
    return tone(70 + 6000 * decay(moments, 0.018), moments, rate) * pluck(moments, 0.001, 0.09)


def blips(rate: int) -> Stereo:
    """Return short tones alternating left and right, with echoes."""
    moments = times(0.6, rate)
    total = np.zeros((2, len(moments)))
    for number, frequency in enumerate((1318.5, 1760.0, 987.8, 2637.0, 1318.5, 1975.5)):
        after = moments - 0.09 * number
        shape = np.where(after >= 0, pluck(after, 0.002, 0.012), 0)
        total += panned(tone(frequency, moments, rate) * shape, 0.8 if number % 2 else -0.8)
    return echo(total, rate, 0.27, 0.4, 3)


def crackle(rate: int) -> Stereo:
    """Return vinyl crackle."""
    frames = round(2.0 * rate)
    sides = []
    for side in (0, 1):
        spikes = noise(frames, 91 + side)
        spikes = np.where(np.abs(spikes) > 1 - 6e-4, spikes, 0) * (1 + noise(frames, 93 + side)) / 2
        hiss = high(noise(frames, 95 + side), rate, 1500, 1)
        sides.append(band(spikes, rate, 700, 7000, 1) * 9 + 0.012 * hiss)
    return np.stack(sides) * hold(times(2.0, rate), 0.03, 0.1)


def reversed_cymbal(cymbal: Mono, rate: int) -> Mono:
    """Return a reversed cymbal."""
    return cymbal[::-1] * swell(times(len(cymbal) / rate, rate), 0.05)
