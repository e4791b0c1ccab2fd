"""The course of a sound's level, which a voice or a tapping finger imitates best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
POINTS = 32
"""Values of a curve, whatever the length."""
HOP = 0.02
"""Seconds of each level."""
RANGE = 40.0
"""Decibels below the loudest that count as sound."""
LONGEST = 10.0
"""Seconds that are looked at."""
CURVE, LENGTH = 0.6, 0.4
"""Weights of curve and length beside a similarity. Source: `scripts/bench voice`, tuning half."""


@dataclass(frozen=True, slots=True, eq=False)
class LevelCurve:
    """Level over the part that sounds."""

    decibels: Floats
    """float32 [POINTS], 0 at the loudest to -`RANGE`."""
    seconds: float
    """Length of that part."""


def level_curve(mono: Floats, rate: int) -> LevelCurve | None:
    """Return the curve of a sound: float32 [frames], at `rate` Hz; `None` if it is silent."""
    hop = max(1, round(HOP * rate))
    mono = np.nan_to_num(mono[: round(LONGEST * rate)])
    padded = np.pad(mono, (0, -len(mono) % hop)).astype(np.float64)
    power = np.square(padded).reshape(-1, hop).mean(axis=1)
    if not len(power) or not power.max() > 0:
        return None
    level = 10 * np.log10(np.maximum(power / power.max(), 1e-12))
    there = np.flatnonzero(level > -RANGE)
    active = np.maximum(level[there[0] : there[-1] + 1], -RANGE)
    at = np.linspace(0, len(active) - 1, POINTS)
    decibels = np.interp(at, np.arange(len(active)), active).astype(np.float32)
    return LevelCurve(decibels, len(active) * hop / rate)


def curve_similarity(one: LevelCurve, other: LevelCurve) -> float:
    """Return the correlation of two curves, -1 to 1; 0 if the level of one never changes."""
    a, b = (curve.decibels - curve.decibels.mean() for curve in (one, other))
    norm = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return float(np.sum(a * b)) / norm if norm > 0 else 0.0


def length_similarity(one: LevelCurve, other: LevelCurve) -> float:
    """Return 1 for the same length, 0 for twice or half of it, -1 for four times or more."""
    return max(-1.0, 1.0 - abs(float(np.log2(one.seconds / other.seconds))))


def refined(similarity: float, one: LevelCurve, other: LevelCurve) -> float:
    """Return a similarity in which curve and length count, -1 to 1."""
    beside = CURVE * curve_similarity(one, other) + LENGTH * length_similarity(one, other)
    return (similarity + beside) / (1.0 + CURVE + LENGTH)
