"""Spectral fingerprints: energy per frequency band, enough to rule out that two sounds are one.

Invariant to offset, level and polarity. Two sounds with different fingerprints cannot cancel each
other out, so that only few pairs must be aligned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Decibels
from models.duplicates.null_test import DEEPEST, Audio, fast_length
from models.embedding.frontend import fourier

WIDTH = 50.0
"""Hertz between the centres of two bands, which overlap by half."""
_APART = 4.0
"""Padding in units of 1 / `WIDTH` seconds, so that the end of a sound does not wrap to its
beginning.
"""
COMMON = 0.9
"""Fraction of the lower rate's bandwidth that is compared between sounds of different rates.

Source: soxr 0.1.3, `soxr_quality_spec`: HQ keeps 0.913 of them; above is the filter's slope.
"""

Energies = NDArray[np.float32]
"""float32 [bands]."""


@dataclass(frozen=True, slots=True, eq=False)
class SpectralFingerprint:
    """Spectral fingerprint of one sound."""

    rate: int
    channels: int
    each: Energies
    """Band energies summed over all channels."""
    mean: Energies
    """Band energies of the mean of all channels."""


def spectral_fingerprint(audio: Audio, rate: int) -> SpectralFingerprint:
    """Return the fingerprint of a sound.

    Args:
        audio: float32 [channels, frames], finite.
        rate: Frames per second.
    """
    length = fast_length(audio.shape[1] + int(_APART * rate / WIDTH))
    spectra = fourier.rfft(audio, length)
    places = np.arange(spectra.shape[1]) * (rate / length / WIDTH)
    powers = np.sum(np.abs(spectra) ** 2, axis=0), np.abs(spectra.mean(0)) ** 2
    count = int(rate / 2 / WIDTH) + 2
    each, mean = (_banded(power, places, count) for power in powers)
    return SpectralFingerprint(rate, len(audio), each, mean)


def lowest_residual(one: SpectralFingerprint, other: SpectralFingerprint) -> Decibels:
    """Return a lower bound of the null test residual of two sounds.

    Source: the highest cross-correlation is at most the sum of |A||B| over all frequencies, and
    that at most the sum of the roots of the band energies (Cauchy-Schwarz, twice).
    """
    same = one.channels == other.channels
    first, second = (one.each, other.each) if same else (one.mean, other.mean)
    if one.rate != other.rate:
        common = int(COMMON * min(one.rate, other.rate) / 2 / WIDTH)
        first, second = first[:common], second[:common]
    first, second = first.astype(np.float64), second.astype(np.float64)
    both = float(first.sum() * second.sum())
    if both <= 0:
        return Decibels(0.0)
    left = 1.0 - float(np.sqrt(first * second).sum()) ** 2 / both
    return Decibels(10.0 * float(np.log10(max(left, 10.0 ** (DEEPEST / 10)))))


def _banded(power: NDArray[np.floating], places: NDArray[np.floating], count: int) -> Energies:
    """Return the energy in each triangular band; `places` are in bands."""
    low = places.astype(np.int64)
    part = places - low
    energies = np.bincount(low, power * (1 - part), count)
    energies += np.bincount(low + 1, power * part, count)
    return energies.astype(np.float32)
