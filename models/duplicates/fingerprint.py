"""Spectral fingerprints: energy per frequency band, enough to rule out that two sounds are one.

Invariant to offset, level and polarity. Two sounds with different fingerprints cannot cancel each
other out, so that only few pairs must be aligned.
"""

from __future__ import annotations

import struct
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

_HEAD = struct.Struct("<II")
"""Rate and channels, before the energies."""

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
    count = int(rate / 2 / WIDTH) + 2
    each = _banded(_power(spectra).sum(0), places, count)
    mean = each if len(audio) == 1 else _banded(_power(spectra.mean(0)), places, count)
    return SpectralFingerprint(rate, len(audio), each, mean)


def _power(spectra: NDArray[np.complexfloating]) -> NDArray[np.floating]:
    return spectra.real**2 + spectra.imag**2


def pack_fingerprint(fingerprint: SpectralFingerprint) -> bytes:
    """Return the bytes of a fingerprint, for `unpack_fingerprint`."""
    energies = np.concatenate([fingerprint.each, fingerprint.mean]).astype("<f4")
    return _HEAD.pack(fingerprint.rate, fingerprint.channels) + energies.tobytes()


def unpack_fingerprint(data: bytes) -> SpectralFingerprint:
    """Return the fingerprint that `pack_fingerprint` wrote."""
    rate, channels = _HEAD.unpack_from(data)
    energies = np.frombuffer(data, "<f4", offset=_HEAD.size)
    each, mean = np.split(energies, 2)
    return SpectralFingerprint(rate, channels, each, mean)


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
    begins = np.searchsorted(places, np.arange(int(places[-1]) + 1))
    upper = power * (places % 1.0)
    energies = np.zeros(count)
    parts = slice(0, len(begins)), slice(1, len(begins) + 1)
    energies[parts[0]] += np.add.reduceat(power - upper, begins)
    energies[parts[1]] += np.add.reduceat(upper, begins)
    return energies.astype(np.float32)
