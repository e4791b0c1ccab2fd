"""K-weighting: the frequency weighting of loudness measurement."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.audio.compiled import filter_linear, filter_on

HEAD, HEAD_QUALITY, HEAD_GAIN = 1500.0, 1 / math.sqrt(2), 4.0
"""High shelf, the effect of a head: corner in Hertz, quality, gain in decibels."""
PASS, PASS_QUALITY = 38.0, 0.5
"""High pass: corner in Hertz, quality."""

Filter = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Numerator and denominator, float64 [3] each."""


def weigh(values: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Return sounds with K-weighting: float64 [channels, frames].

    Source: Recommendation ITU-R BS.1770-4, annex 1, which gives coefficients at 48 kHz; for any
    rate from the filters' corners as in pyloudnorm (C. Steinmetz and J. Reiss, AES 150, 2021).
    """
    # The high pass first: it dies away so slowly that after the end of a sound the other is spared
    # denormal numbers, which take nine times as long.
    for numerator, denominator in (_high_pass(rate), _head_filter(rate)):
        values = filter_linear(numerator, denominator, values)
    return values


class KWeighting:
    """K-weighting of a sound that is given part by part."""

    def __init__(self, channels: int, rate: int) -> None:
        self._filters = (_high_pass(rate), _head_filter(rate))
        self._states = [np.zeros((channels, 2)) for _ in self._filters]

    def weigh(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the next part with K-weighting: float64 [channels, frames]."""
        if not values.shape[1]:
            return values
        for number, (numerator, denominator) in enumerate(self._filters):
            values, state = filter_on(numerator, denominator, values, self._states[number])
            self._states[number] = state
        return values


def _head_filter(rate: int) -> Filter:
    """Source: R. Bristow-Johnson, Cookbook formulae for audio equalizer biquad filters."""
    gain = 10 ** (HEAD_GAIN / 40)
    angle = 2 * math.pi * (HEAD / rate)
    cosine, alpha = math.cos(angle), math.sin(angle) / (2 * HEAD_QUALITY)
    more, less, bend = gain + 1, gain - 1, 2 * math.sqrt(gain) * alpha
    return _normalised(
        (
            gain * (more + less * cosine + bend),
            -2 * gain * (less + more * cosine),
            gain * (more + less * cosine - bend),
        ),
        (more - less * cosine + bend, 2 * (less - more * cosine), more - less * cosine - bend),
    )


def _high_pass(rate: int) -> Filter:
    """Source: as `_head_filter`."""
    angle = 2 * math.pi * (PASS / rate)
    cosine, alpha = math.cos(angle), math.sin(angle) / (2 * PASS_QUALITY)
    return _normalised(
        ((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2), (1 + alpha, -2 * cosine, 1 - alpha)
    )


def _normalised(
    numerator: tuple[float, float, float], denominator: tuple[float, float, float]
) -> Filter:
    return np.array(numerator) / denominator[0], np.array(denominator) / denominator[0]
