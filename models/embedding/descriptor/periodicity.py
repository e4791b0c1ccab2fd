"""Periodicity and pitch by autocorrelation."""

from __future__ import annotations

import numpy as np

from models.audio.zero_padding import pad_zeros
from models.embedding.descriptor.moments import Floats
from models.embedding.frontend import fourier
from models.embedding.frontend.normalised_sound import RATE, Wave

LENGTH, PARTS = 4096, 8
"""Segment length in frames, and maximum number of segments: 0.7 s in all."""
SHORTEST, LONGEST = 40, 1500
"""Period limits in frames: 1100 to 29 Hz."""
PADDED = 5760
"""FFT size: segment plus longest period, and fast (2^7 * 3^2 * 5)."""
AS_GOOD = 0.9
"""Fraction of the highest autocorrelation at which a shorter period wins over its multiples."""
COUNT = 2
_SHARED = (LENGTH / (LENGTH - np.arange(LONGEST))).astype(np.float32)
"""Compensates the smaller overlap at larger lags."""


def periodicity_and_pitch(wave: Wave) -> Floats:
    """Return the periodicity (0..1) and the pitch (log Hertz): float32 [2].

    Loud segments weigh more.

    Source: autocorrelation by the Wiener-Khinchin theorem; the search starts at its first negative
    lag: A. de Cheveigné and H. Kawahara, "YIN", 2002, section II.
    """
    padded = pad_zeros(wave[: LENGTH * PARTS], after=max(0, LENGTH - len(wave)))
    parts = padded[: len(padded) // LENGTH * LENGTH].reshape(-1, LENGTH)
    spectra = fourier.rfft(parts - parts.mean(1, keepdims=True), PADDED)
    power = (spectra.real**2 + spectra.imag**2).sum(0)
    correlation = fourier.irfft(power)[:LONGEST] * _SHARED
    correlation = correlation / (correlation[0] + 1e-9)
    crossing = int(np.argmax(correlation < 0))
    if crossing == 0:  # never below 0: no period is short enough
        return np.array([0, np.log10(RATE / LONGEST)], np.float32)
    first = max(SHORTEST, crossing)
    rest = correlation[first:]
    best = int(np.argmax(rest >= AS_GOOD * rest.max()))
    # Climb to the local maximum.
    falls = np.flatnonzero(np.diff(rest[best:]) < 0)
    best += int(falls[0]) if len(falls) else 0
    clear = min(1.0, max(0.0, float(rest[best])))
    return np.array([clear, np.log10(RATE / (first + best))], np.float32)
