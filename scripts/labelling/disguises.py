"""Augmentation: variants of a sound as other producers, recorders or rooms would make it.

Labelled sounds come from few packs; a classifier must not learn the sound of these packs. The
ranges are those of everyday processing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter

Mono = NDArray[np.float64]
"""float64 [frames]."""
Chance = np.random.Generator

BELLS, MIDDLE = 3, 1000.0
"""Number of equaliser bells, and pivot frequency of its tilt in Hz."""


def augment(audio: Mono, rate: int, seed: int) -> Mono:
    """Return a sound with random equalisation, and by chance saturation, reverb, low-pass or noise.

    Args:
        audio: Not silent.
        rate: Sample rate in Hz.
        seed: Determines the result.
    """
    chance = np.random.default_rng(seed)
    for likely, change in EFFECTS:
        if chance.random() < likely:
            audio = change(audio, rate, chance)
    return audio


def _equalised(audio: Mono, rate: int, chance: Chance) -> Mono:
    spectrum = np.fft.rfft(audio)
    octaves = np.log2((np.fft.rfftfreq(len(audio), 1 / rate) + 20) / MIDDLE)
    gain = chance.normal(0, 2) * octaves
    for _ in range(BELLS):
        centre, wide = chance.uniform(-4, 4), chance.uniform(0.5, 2)
        gain = gain + chance.normal(0, 5) * np.exp(-(((octaves - centre) / wide) ** 2) / 2)
    return np.asarray(np.fft.irfft(spectrum * 10 ** (gain / 20), len(audio)))


def _driven(audio: Mono, _rate: int, chance: Chance) -> Mono:
    gain = 10 ** (chance.uniform(3, 22) / 20)
    return np.asarray(np.tanh(gain * audio / np.abs(audio).max()))


def _in_a_room(audio: Mono, rate: int, chance: Chance) -> Mono:
    seconds = chance.uniform(0.05, 0.8)
    count = int(1.2 * seconds * rate)
    walls = chance.normal(size=count) * 10 ** (-3 * np.arange(count) / (seconds * rate))
    dull = chance.uniform(0.2, 1)
    walls = lfilter([dull], [1, dull - 1], walls)
    walls *= 10 ** (chance.uniform(-25, -8) / 20) / np.sqrt((walls**2).sum())
    wet = fftconvolve(audio, walls)
    wet[: len(audio)] += audio
    return np.asarray(wet)


def _faded(audio: Mono, rate: int, chance: Chance) -> Mono:
    return np.asarray(audio * np.exp(-np.arange(len(audio)) / (chance.uniform(0.03, 0.5) * rate)))


def _dulled(audio: Mono, rate: int, chance: Chance) -> Mono:
    hertz = np.fft.rfftfreq(len(audio), 1 / rate)
    gain = 1 / (1 + (hertz / chance.uniform(3000, 12_000)) ** 4)
    return np.asarray(np.fft.irfft(np.fft.rfft(audio) * gain, len(audio)))


def _in_hiss(audio: Mono, _rate: int, chance: Chance) -> Mono:
    level = np.abs(audio).max() * 10 ** (chance.uniform(-65, -38) / 20)
    return np.asarray(audio + level * chance.normal(size=len(audio)))


EFFECTS: tuple[tuple[float, Callable[[Mono, int, Chance], Mono]], ...] = (
    (0.8, _equalised),
    (0.35, _driven),
    (0.4, _in_a_room),
    (0.15, _faded),
    (0.2, _dulled),
    (0.25, _in_hiss),
)
"""Probability and effect, applied in order."""
