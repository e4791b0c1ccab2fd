"""Low pitches of a sound on fewer frames."""

from __future__ import annotations

from functools import cache

import numpy as np

from models.waveform.reduction.pyramid import Floats

TAPS = 12
"""Output frames that the filter is long: 0 dB to 1/4 of the new rate's half, -68 dB where
frequencies fold back to there."""


def lead(step: int) -> int:
    """Return how many frames before its own place an output frame looks at, and behind it."""
    return TAPS // 2 * step


def decimate(frames: Floats, step: int) -> Floats:
    """Return every `step`th frame of the sound without what is too high for that.

    Args:
        frames: float32 [..., n]; n is a multiple of `step`, at least `TAPS * step`.
        step: Frames from one output frame to the next, 2 or more.

    Returns:
        float32 [..., n / step - TAPS + 1]; the first lies `lead` frames behind the
        first of `frames`.

    Source: J. O. Smith, "Spectral audio signal processing", 2011, window method for
    FIR filters; Blackman window.
    """
    parts = frames.reshape(*frames.shape[:-1], -1, step)
    count = parts.shape[-2] - TAPS + 1
    found = np.zeros((*frames.shape[:-1], count), np.float32)
    for tap, weights in enumerate(_filter(step)):
        found += np.einsum("...ij,j->...i", parts[..., tap : tap + count, :], weights)
    return found


@cache
def _filter(step: int) -> Floats:
    """Return the impulse response, even around its middle: float32 [TAPS, step]."""
    length = TAPS * step
    at = np.arange(length) - length // 2
    window = np.blackman(length + 1)[:-1]
    response = np.sinc(at / step) * window  # half of its height at half the new rate
    weights: Floats = (response / response.sum()).astype(np.float32)
    return weights.reshape(TAPS, step)
