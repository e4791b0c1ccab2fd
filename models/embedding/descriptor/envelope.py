"""Amplitude envelope: attack, decay, length."""

from __future__ import annotations

import numpy as np

from models.audio.zero_padding import pad_zeros
from models.embedding.descriptor.moments import Floats
from models.embedding.frontend.normalised_sound import RATE, Wave

STEP = 128
"""Frames (3 ms) per envelope value."""
COUNT = 10
FALLS = (6.0, 20.0, 40.0)
"""Decay thresholds: decibels by which the remaining energy is below the total."""
SHARP = 8
"""Exponent that emphasises loud values when locating the peak."""
SHORT = 1e-3
"""Seconds added before taking a logarithm, to keep it finite."""


def rms_envelope(wave: Wave) -> Floats:
    """Return the RMS of each `STEP` frames: float32 [steps], 1 or more."""
    whole = pad_zeros(wave, after=-len(wave) % STEP).reshape(-1, STEP)
    found: Floats = np.sqrt(np.einsum("ij,ij->i", whole, whole) / STEP) + np.float32(1e-9)
    return found


def envelope_statistics(wave: Wave, envelope: Floats) -> Floats:
    """Return float32 [COUNT].

    Logarithms of length, attack, decay times and temporal centroid in seconds; the centroid
    relative to the length; mean power (log); fractions of the time above half and above a tenth of
    the peak. None of them jumps where two moments are equally loud.

    Source: G. Peeters, "A large set of audio features for sound description", IRCAM 2004; for the
    decay times M. R. Schroeder, "New method of measuring reverberation time", 1965.
    """
    loudest = envelope.max()
    steps = np.arange(len(envelope))
    length = len(wave) / RATE
    height = (envelope / loudest) ** SHARP
    peak = float(steps @ height / height.sum())
    attack = max(0.0, peak - int(np.argmax(envelope > 0.1 * loudest)))
    left = np.cumsum((envelope**2)[::-1], dtype=np.float64)[::-1]
    falls = [np.count_nonzero(left > left[0] * 10 ** (-fall / 10)) for fall in FALLS]
    centre = float(steps @ envelope / envelope.sum())
    times = np.array([attack, *falls, centre]) * STEP / RATE
    return np.concatenate(
        [
            np.log10(np.array([length, *times]) + SHORT),
            [times[-1] / max(length, SHORT), np.log10((wave**2).mean() + 1e-6)],
            [(envelope > part * loudest).mean() for part in (0.5, 0.1)],
        ]
    ).astype(np.float32)
