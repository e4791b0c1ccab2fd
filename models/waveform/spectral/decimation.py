"""Decimation, for the low frequencies."""

from __future__ import annotations

from functools import cache

import numpy as np

from models.waveform.reduction.pyramid import Floats

TAPS = 12
"""Filter length in output frames: 0 dB up to 1/4 of the new Nyquist frequency, -68 dB at the
frequencies that alias into that range."""


def lead(step: int) -> int:
    """Return how many input frames an output frame depends on, before and after its position."""
    return TAPS // 2 * step


def decimate(frames: Floats, step: int) -> Floats:
    """Low-pass filter the sound and keep every `step`th frame.

    Args:
        frames: float32 [..., n]; n is a multiple of `step`, at least `TAPS * step`.
        step: Decimation factor, 2 or more.

    Returns:
        float32 [..., n / step - TAPS + 1]; the first lies `lead` frames after the first of
        `frames`.

    Source: J. O. Smith, "Spectral audio signal processing", 2011, window method for FIR filters;
    Blackman window.
    """
    parts = frames.reshape(*frames.shape[:-1], -1, step)
    count = parts.shape[-2] - TAPS + 1
    found = np.zeros((*frames.shape[:-1], count), np.float32)
    for tap, weights in enumerate(_filter(step)):
        found += np.einsum("...ij,j->...i", parts[..., tap : tap + count, :], weights)
    return found


@cache
def _filter(step: int) -> Floats:
    """Return the symmetric impulse response: float32 [TAPS, step]."""
    length = TAPS * step
    at = np.arange(length) - length // 2
    window = np.blackman(length + 1)[:-1]
    response = np.sinc(at / step) * window  # -6 dB at the new Nyquist frequency
    weights: Floats = (response / response.sum()).astype(np.float32)
    return weights.reshape(TAPS, step)
