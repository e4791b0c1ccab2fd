"""The contour of a sound: how its level, pitch and brightness move; what a voice imitates best.

A voice has another timbre than what it imitates, and sings it at another height; what is left is
how it moves. Each curve is taken over the part that sounds, whatever its length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
POINTS = 32
"""Values of each curve."""
HOP, WINDOW = 0.02, 0.046
"""Seconds between two windows, and length of each: two periods of 45 Hz."""
RANGE = 40.0
"""Decibels below the loudest window that count as sound."""
LOWEST, HIGHEST = 60.0, 1_500.0
"""Hz: pitches that are looked for."""
PERIODIC = 0.75
"""Normalised autocorrelation at its period from which on a window has a pitch."""
OCTAVE = 12.0
LONGEST = 10.0
"""Seconds that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """Curves over the part that sounds: float32 [POINTS] each."""

    level: Floats
    """Decibels below the loudest, 0 to -`RANGE`."""
    pitch: Floats
    """Semitones above the median; 0 where there is none."""
    voiced: Floats
    """Whether there is a pitch, 0 or 1."""
    brightness: Floats
    """Spectral centroid in octaves above 1 kHz."""
    length: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two contours agree: -1 to 1 each."""

    level: float
    pitch: float
    """0 unless both have one."""
    brightness: float
    length: float
    """1: as long, 0: twice or half as long."""


def contour(mono: Floats, rate: int) -> Contour | None:
    """Return the contour of a sound: float32 [frames], at `rate` Hz; `None` if it is silent."""
    size, hop = max(8, round(WINDOW * rate)), max(1, round(HOP * rate))
    mono = mono[: round(LONGEST * rate)]
    mono = np.pad(mono, (0, max(0, size - len(mono)) + size))
    windows = np.lib.stride_tricks.sliding_window_view(mono, size)[::hop]
    near = windows[:, :hop]  # a level is told apart more finely than a pitch
    power = np.mean(np.square(near, dtype=np.float64), axis=1)
    if not power.max() > 0:
        return None
    level = 10 * np.log10(np.maximum(power / power.max(), 1e-12))
    there = np.flatnonzero(level > -RANGE)
    part = slice(there[0], there[-1] + 1)
    pitch, voiced, brightness = _spectral(windows[part], rate)
    active = level[part]
    heights = pitch[voiced & (active > -RANGE / 2)]
    middle = float(np.median(heights)) if len(heights) else 0.0
    semitones = np.where(voiced, pitch - middle, 0.0)
    return Contour(
        _resampled(np.maximum(active, -RANGE)),
        _resampled(semitones),
        (_resampled(voiced.astype(np.float64)) > 0.5).astype(np.float32),
        _resampled(brightness),
        len(active) * hop / rate,
    )


def agreement(one: Contour, other: Contour) -> Agreement:
    """Return how far two contours agree."""
    weight = np.sqrt(np.maximum(0, (1 + one.level / RANGE) * (1 + other.level / RANGE)))
    both = weight * one.voiced * other.voiced
    pitch = 0.0
    if both.sum() > 0.2 * weight.sum() > 0:
        apart = one.pitch - other.pitch
        apart -= np.average(apart, weights=both)
        spread = float(np.average(np.abs(apart), weights=both))
        pitch = 1.0 - 2.0 * min(1.0, spread / (OCTAVE / 2))
    return Agreement(
        _correlation(one.level, other.level, np.ones(POINTS)),
        pitch,
        _correlation(one.brightness, other.brightness, weight),
        1.0 - abs(float(np.log2(one.length / other.length))),
    )


def _spectral(
    windows: Floats, rate: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Return pitch in semitones, whether there is one, and brightness of each window."""
    size = windows.shape[1]
    count = 1 << (2 * size - 1).bit_length()  # a power of two is quicker
    shape = np.hanning(size).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(windows * shape, count, axis=1)) ** 2
    correlation = np.fft.irfft(spectrum, axis=1)[:, :size]
    taper = np.fft.irfft(np.abs(np.fft.rfft(shape, count)) ** 2)[:size]
    first, last = int(rate / HIGHEST), min(size // 2, int(rate / LOWEST))
    zero = np.maximum(correlation[:, :1], 1e-12) / taper[0]
    normal = correlation[:, first:last] / (taper[first:last] * zero)
    best = normal.max(axis=1, keepdims=True)
    lag = first + np.argmax(normal >= 0.9 * best, axis=1)  # the shortest period, not a multiple
    lag = _peak(normal, lag - first) + first
    frequencies = np.arange(spectrum.shape[1]) * rate / count
    total = np.maximum(spectrum.sum(axis=1), 1e-20)
    centroid = np.maximum((spectrum @ frequencies) / total, 20.0)
    return OCTAVE * np.log2(rate / lag), best[:, 0] > PERIODIC, np.log2(centroid / 1000)


def _peak(values: NDArray[np.float64], at: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the next maximum of each row, at `at` or a little behind it."""
    reach = max(2, values.shape[1] // 40)
    columns = np.minimum(at[:, None] + np.arange(reach), values.shape[1] - 1)
    found: NDArray[np.intp] = at + np.argmax(np.take_along_axis(values, columns, axis=1), axis=1)
    last: NDArray[np.intp] = np.minimum(found, values.shape[1] - 1)
    return last


def _resampled(curve: NDArray[np.float64]) -> Floats:
    at = np.linspace(0, len(curve) - 1, POINTS)
    return np.interp(at, np.arange(len(curve)), curve).astype(np.float32)


def _correlation(one: Floats, other: Floats, weight: NDArray[np.floating]) -> float:
    if not weight.sum() > 0:
        return 0.0
    a = one - np.average(one, weights=weight)
    b = other - np.average(other, weights=weight)
    norm = float(np.sqrt(np.sum(weight * a * a) * np.sum(weight * b * b)))
    return float(np.sum(weight * a * b)) / norm if norm > 1e-6 else 0.0
