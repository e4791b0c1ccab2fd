"""The null test: two sounds are one if, taken from each other, they leave nothing.

What is left is told for the best shift (parts of a frame included) and the best level,
either polarity. Sound that only one of them has counts as left, so a part is no
duplicate of the whole; what is left where both have sound is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Decibels

DEEPEST = Decibels(-120.0)
"""Nothing below is told apart: samples are float32."""
_STEPS = 12
"""Halvings of a search for the shift: to a 4000th of a frame."""
PART = 0.02
"""Seconds of a part whose remainder is told by itself: shorter than any sound of its own."""
QUIET = Decibels(-70.0)
"""Parts that are so much quieter than the loudest one are measured against this level.

Source: copies in 16 bits, and at other rates, of 50 sounds of Sonic Pi and the demo leave at the
most -11 dB of a part above it; below it is the noise of their depth.
"""
_SILENCE = 4_096
"""Frames behind a sound, so that what a filter lets ring at its begin is not heard at its end."""

Audio = NDArray[np.float32]
"""float32 [channels, frames]."""


@dataclass(frozen=True, slots=True)
class Null:
    """The outcome of a null test."""

    left: Decibels
    """Energy that is left, compared with what there was; DEEPEST to 0."""
    inside: Decibels
    """The same of the part that both have, once they lie on each other."""
    shift: float
    """Frames by which the second begins later in its file than the first in its own."""
    gain: float
    """What the second is multiplied by; negative: its polarity is the other one."""

    ends: float
    """Frames by which their begins or their ends lie apart, whichever is more, once aligned."""

    @property
    def level(self) -> Decibels:
        """By how much the first is louder."""
        return Decibels(20.0 * float(np.log10(max(1e-9, abs(self.gain)))))


def null_test(first: Audio, second: Audio) -> Null:
    """Return what is left of `first` without `second`.

    Both are read at one rate. If one has more channels than the other, their means
    are compared.

    Args:
        first: float32 [channels, frames], finite.
        second: float32 [channels, frames], finite.

    Source: with the best gain, the part of the energy left is 1 - r², r being the highest
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
    """Return what is left of the part of two sounds of which most is left.

    A tail, a hit or a click that only one of them has is little of the whole, but all of its part.
    One channel is compared with each of several.

    Args:
        first: float32 [channels, frames], finite, as for `null_test`.
        second: float32 [channels, frames], finite.
        rate: Frames a second of both.
        done: The outcome for the whole; begins and ends lie at most `_SILENCE` apart.
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
    """Return the energy of each part, all channels together."""
    size = max(1, round(PART * rate))
    powers = np.sum(audio.astype(np.float64) ** 2, axis=0)
    return np.add.reduceat(powers, np.arange(0, len(powers), size))


def low_pass(audio: Audio, part: float) -> Audio:
    """Return a sound without the frequencies above a part of those it can hold.

    Args:
        audio: float32 [channels, frames].
        part: 0 to 1, of half its rate.
    """
    frames = audio.shape[1]
    spectra = np.fft.rfft(audio.astype(np.float64), fast_length(frames + _SILENCE), axis=1)
    spectra[:, int(part * spectra.shape[1]) :] = 0
    return np.fft.irfft(spectra, axis=1)[:, :frames].astype(np.float32)


def _level(product: float, *energies: float) -> Decibels:
    """Return what is left of two sounds, by what they have in common and their energies."""
    both = energies[0] * energies[1]
    left = 1.0 - min(1.0, product**2 / both) if both > 0 else 1.0
    return Decibels(10.0 * float(np.log10(max(left, 10.0 ** (DEEPEST / 10)))))


def _shared(first: Audio, second: Audio, shift: int) -> tuple[float, float]:
    """Return the energies of the part that both have, the second beginning `shift` later."""
    begin, end = max(0, shift), min(second.shape[1], first.shape[1] + shift)
    parts = first[:, begin - shift : end - shift], second[:, begin:end]
    one, other = (float(np.sum(part.astype(np.float64) ** 2)) for part in parts)
    return one, other


def _refined(cross: NDArray[np.complex128], length: int, whole: int) -> tuple[float, float]:
    """Return the shift between frames at which both agree most, and their product there."""
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
    """Return a length, at least this one, of which spectra are made quickly."""
    sizes = [3 << power for power in range(length.bit_length())]
    return min(one for one in (1 << length.bit_length(), *sizes) if one >= length)
