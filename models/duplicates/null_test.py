"""Null test: two sounds are one if subtracting them leaves nothing.

The residual is that of the best shift (sub-frame) and gain, either polarity. Sound that only one of
them has counts as residual, so a part is not a duplicate of the whole; the residual of the overlap
is reported as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Decibels

DEEPEST = Decibels(-120.0)
"""Resolution of float32 samples: lower residuals are equal."""
_STEPS = 12
"""Bisection steps of the shift: to 1/4000 of a frame."""
_FACTORS = (1, 3, 5, 9, 15)
"""Odd parts of FFT sizes: two neighbouring sizes differ by an eighth on average."""
PART = 0.02
"""Seconds per part for `worst_part`: shorter than any separate sound."""
QUIET = Decibels(-70.0)
"""Parts quieter than the loudest one by this are measured against this level.

Source: copies in 16 bits, and at other rates, of 50 sounds of Sonic Pi and the demo leave at the
most -11 dB of a part above it; below it is their quantisation noise.
"""
_SILENCE = 4_096
"""Zero-padding in frames, so that filter ringing does not wrap from begin to end."""

Audio = NDArray[np.float32]
"""float32 [channels, frames]."""


@dataclass(frozen=True, slots=True)
class Null:
    """Outcome of a null test."""

    left: Decibels
    """Residual energy relative to the original; DEEPEST to 0."""
    inside: Decibels
    """The same for the overlap after alignment."""
    shift: float
    """Frames by which the second begins later in its file than the first."""
    gain: float
    """Gain applied to the second; negative: inverted polarity."""

    ends: float
    """Largest distance in frames of their beginnings or ends after alignment."""

    @property
    def level(self) -> Decibels:
        """Level of the first relative to the second."""
        return Decibels(20.0 * float(np.log10(max(1e-9, abs(self.gain)))))


def null_test(first: Audio, second: Audio) -> Null:
    """Run a null test: subtract `second` from `first`.

    Both have the same sample rate. If their channel counts differ, their means are compared.

    Args:
        first: float32 [channels, frames], finite.
        second: float32 [channels, frames], finite.

    Source: with the best gain, the relative residual energy is 1 - r², r being the highest
    normalised cross-correlation (projection onto a line).
    """
    if len(first) != len(second):
        first, second = first.mean(0, keepdims=True), second.mean(0, keepdims=True)
    energies = [float(np.sum(one.astype(np.float64) ** 2)) for one in (first, second)]
    if min(energies) <= 0:
        return Null(Decibels(0.0), Decibels(0.0), 0.0, 0.0, 0.0)
    length = fast_length(first.shape[1] + second.shape[1])
    spectra = [np.fft.rfft(one.astype(np.float64), length) for one in (first, second)]
    cross = np.sum(np.conj(spectra[0]) * spectra[1], axis=0)
    correlation = np.fft.irfft(cross, length)
    whole = int(np.argmax(np.abs(correlation)))
    shift, product = _refined(cross, length, whole)
    if abs(product) < abs(correlation[whole]):
        shift, product = float(whole), float(correlation[whole])
    if shift > length / 2:
        shift -= length
    left = _level(product, *energies)
    inside = _level(product, *_shared(first, second, round(shift)))
    ends = max(abs(shift), abs(second.shape[1] - shift - first.shape[1]))
    return Null(left, min(left, inside), shift, product / energies[1], ends)


def worst_part(first: Audio, second: Audio, rate: int, done: Null) -> Decibels:
    """Return the residual of the part with the highest one.

    A tail, hit or click that only one of them has is little of the whole, but all of its part. One
    channel is compared with each of several.

    Args:
        first: float32 [channels, frames], finite, as for `null_test`.
        second: float32 [channels, frames], finite.
        rate: Frames per second of both.
        done: Outcome for the whole; beginnings and ends are at most `_SILENCE` apart.
    """
    if len(first) != len(second):
        count = max(len(first), len(second))
        if min(len(first), len(second)) > 1:
            return Decibels(0.0)
        first, second = (np.broadcast_to(one, (count, one.shape[1])) for one in (first, second))
    frames = first.shape[1]
    length = fast_length(max(frames, second.shape[1]) + _SILENCE)
    spectrum = np.fft.rfft(second.astype(np.float64), length, axis=1)
    turns = np.exp(2j * np.pi * np.arange(spectrum.shape[1]) * done.shift / length)
    moved = done.gain * np.fft.irfft(spectrum * turns, length, axis=1)[:, :frames]
    one, other, remainder = (_energies(some, rate) for some in (first, moved, first - moved))
    loudest = max(float(one.max()), float(other.max()))
    if loudest <= 0:
        return Decibels(0.0)
    least = loudest * 10.0 ** (QUIET / 10)
    ratio = float((remainder / np.maximum(np.maximum(one, other), least)).max())
    return Decibels(10.0 * float(np.log10(max(ratio, 10.0 ** (DEEPEST / 10)))))


def _energies(audio: NDArray[np.floating], rate: int) -> NDArray[np.float64]:
    """Return the energy of each part, summed over channels."""
    size = max(1, round(PART * rate))
    powers = np.sum(audio.astype(np.float64) ** 2, axis=0)
    return np.add.reduceat(powers, np.arange(0, len(powers), size))


def low_pass(audio: Audio, part: float) -> Audio:
    """Low-pass a sound.

    Args:
        audio: float32 [channels, frames].
        part: Cutoff relative to the Nyquist frequency, 0 to 1.
    """
    frames = audio.shape[1]
    spectra = np.fft.rfft(audio.astype(np.float64), fast_length(frames + _SILENCE), axis=1)
    spectra[:, int(part * spectra.shape[1]) :] = 0
    return np.fft.irfft(spectra, axis=1)[:, :frames].astype(np.float32)


def _level(product: float, *energies: float) -> Decibels:
    """Return the residual from the cross-correlation and the energies."""
    both = energies[0] * energies[1]
    left = 1.0 - min(1.0, product**2 / both) if both > 0 else 1.0
    return Decibels(10.0 * float(np.log10(max(left, 10.0 ** (DEEPEST / 10)))))


def _shared(first: Audio, second: Audio, shift: int) -> tuple[float, float]:
    """Return both energies in the overlap, the second beginning `shift` later."""
    begin, end = max(0, shift), min(second.shape[1], first.shape[1] + shift)
    parts = first[:, begin - shift : end - shift], second[:, begin:end]
    one, other = (float(np.sum(part.astype(np.float64) ** 2)) for part in parts)
    return one, other


def _refined(cross: NDArray[np.complex128], length: int, whole: int) -> tuple[float, float]:
    """Return the sub-frame shift with the highest correlation, and that correlation."""
    turns = 2j * np.pi * np.arange(len(cross)) / length
    weights = np.full(len(cross), 2.0 / length)
    weights[0] /= 2
    if length % 2 == 0:
        weights[-1] /= 2
    turned = cross * weights * np.exp(turns * whole)
    busy = np.abs(turned) > np.abs(turned).max() * 1e-9
    turned, turns = turned[busy], turns[busy]
    sign = 1.0 if turned.real.sum() >= 0 else -1.0
    low, high = -0.5, 0.5
    for _ in range(_STEPS):
        middle = (low + high) / 2
        slope = sign * float((turned * turns * np.exp(turns * middle)).real.sum())
        low, high = (middle, high) if slope > 0 else (low, middle)
    middle = (low + high) / 2
    return whole + middle, float((turned * np.exp(turns * middle)).real.sum())


def fast_length(length: int) -> int:
    """Return an FFT size, at least this one, that is fast to compute."""
    sizes = (factor << power for factor in _FACTORS for power in range(length.bit_length() + 1))
    return min(one for one in sizes if one >= length)
