"""Onset strength: spectral flux of a sound."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.audio.compiled import rfft
from models.audio.windows import overlapping
from models.waveform.reduction.pyramid import Floats

WINDOW = 0.0213
"""Window length in seconds: 1024 frames at 48 kHz."""
GAIN = 10_000
"""Magnitudes are compressed by log10(1 + GAIN * magnitude): levels below -80 dB vanish."""
PER_OCTAVE = 8
"""Bands per octave, where the frequency resolution allows."""
TOGETHER = 64
"""Windows transformed at a time, so that they stay in the CPU cache."""


def window_size(rate: int) -> int:
    """Return the window length in frames, a power of two; the hop is half of it."""
    return 1 << max(4, round(math.log2(WINDOW * rate)))


def onset_strengths(wave: Floats, size: int) -> Floats:
    """Return the spectral flux of each window, over all bands.

    The half-wave rectified difference of log magnitudes, each band against the maximum of its
    neighbours in the previous window, so that vibrato is not an onset.

    Args:
        wave: float32 [frames], at least `size`.
        size: Frames per window, even; windows overlap by half.

    Returns:
        float32 [windows]; 0.1 is a tenth of all bands becoming 20 dB louder; the first is 0, as it
        has no predecessor.

    Source: S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx
    2013 (SuperFlux).
    """
    loud = _loudness(wave, size)
    before = loud[:-1].copy()
    np.maximum(before[:, 1:], loud[:-1, :-1], out=before[:, 1:])
    np.maximum(before[:, :-1], loud[:-1, 1:], out=before[:, :-1])
    rises = np.subtract(loud[1:], before, out=before)
    found = np.zeros(len(loud), np.float32)
    found[1:] = np.maximum(rises, 0, out=rises).mean(1)
    return found


def _loudness(wave: Floats, size: int) -> Floats:
    """Return compressed magnitudes: float32 [windows, bands]."""
    views = overlapping(wave, size, size // 2)
    window, edges = _window(size), _edges(size)
    windows = np.empty((TOGETHER, size), np.float32)
    bins = np.empty((TOGETHER, size // 2 + 1), np.complex64)
    found = np.empty((len(views), len(edges)), np.float32)
    for first in range(0, len(views), TOGETHER):
        some = views[first : first + TOGETHER]
        count = len(some)
        spectra = rfft(np.multiply(some, window, out=windows[:count]), bins[:count])
        power = np.square(spectra.real)
        power += np.square(spectra.imag)
        np.add.reduceat(power, edges, axis=1, out=found[first : first + count])
    np.sqrt(found, out=found)
    found *= GAIN
    found += 1
    return np.log10(found, out=found)


@cache
def _window(size: int) -> Floats:
    """Return a periodic Hann window, scaled so that a full-scale sine has magnitude 1."""
    return (np.hanning(size + 1)[:-1] * (4 / size)).astype(np.float32)


@cache
def _edges(size: int) -> NDArray[np.intp]:
    """Return the first FFT bin of each band; DC belongs to none."""
    octaves = np.log2(size // 2)
    wanted = 2 ** np.arange(0, octaves, 1 / PER_OCTAVE)
    return np.unique(np.rint(wanted).astype(np.intp))
