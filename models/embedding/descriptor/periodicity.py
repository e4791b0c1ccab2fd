"""How much of a pitch a sound has, and which."""

from __future__ import annotations

import numpy as np

from models.embedding.descriptor.moments import Floats
from models.embedding.frontend import fourier
from models.embedding.frontend.normalised_sound import RATE, Wave
from models.embedding.frontend.silence import pad_zeros

LENGTH, HOP, PARTS = 4096, 4096, 8
"""Frames of the stretches that are looked at, between them, and how many of them: 0.8 s."""
SHORTEST, LONGEST = 40, 1500
"""Frames of a period: 1100 to 29 Hz."""
PADDED = 5760
"""Frames of a transform: stretch and longest period side by side, and quick (2^7 * 3^2 * 5)."""
AS_GOOD = 0.9
"""Part of the best likeness with which a shorter period is taken: multiples of it are alike too."""
COUNT = 2
_SHARED = (LENGTH / (LENGTH - np.arange(LONGEST))).astype(np.float32)
"""Makes up for the frames that a stretch and itself, moved on, do not share."""


def periodicity_and_pitch(wave: Wave) -> Floats:
    """Return how alike one period is to the next (0..1) and the pitch (log Hertz): float32 [2].

    Loud stretches count more.

    Source: the autocorrelation by the theorem of Wiener and Khinchin; that it is searched from
    where it is first below 0 on: A. de Cheveigné and H. Kawahara, "YIN", 2002, section II.
    """
    padded = pad_zeros(wave[: HOP * PARTS], after=max(0, LENGTH - len(wave)))
    parts = np.lib.stride_tricks.sliding_window_view(padded, LENGTH)[::HOP][:PARTS]
    spectra = fourier.rfft(parts - parts.mean(1, keepdims=True), PADDED)
    power = (spectra.real**2 + spectra.imag**2).sum(0)
    alike = fourier.irfft(power)[:LONGEST] * _SHARED
    alike = alike / (alike[0] + 1e-9)
    turned = int(np.argmax(alike < 0))
    if turned == 0:  # never below 0: no period is short enough
        return np.array([0, np.log10(RATE / LONGEST)], np.float32)
    first = max(SHORTEST, turned)
    rest = alike[first:]
    best = int(np.argmax(rest >= AS_GOOD * rest.max()))
    # Up to the top of this hill.
    falls = np.flatnonzero(np.diff(rest[best:]) < 0)
    best += int(falls[0]) if len(falls) else 0
    clear = min(1.0, max(0.0, float(rest[best])))
    return np.array([clear, np.log10(RATE / (first + best))], np.float32)
