"""Magnitude spectra of windows."""

from __future__ import annotations

from functools import cache

import numpy as np

from models.waveform.reduction.pyramid import Floats


def magnitudes(windows: Floats, pad: int = 1) -> Floats:
    """Return the magnitude spectra of windows, channels averaged in power.

    Args:
        windows: float32 [channels, columns, size], size even.
        pad: Zero-padding factor of the transform.

    Returns:
        float32 [columns, pad * size / 2 + 1]; a full-scale sine on a bin is 1.
    """
    channels, columns, size = windows.shape
    power = np.zeros((columns, pad * size // 2 + 1), np.float32)
    for channel in windows:
        bins = np.fft.rfft(channel * _hann(size), n=pad * size)
        power += bins.real**2
        power += bins.imag**2
    return np.sqrt(power / np.float32(channels))


@cache
def _hann(size: int) -> Floats:
    """Return the periodic Hann window, scaled so that a full-scale sine gives 1."""
    return (np.hanning(size + 1)[:-1] * (4 / size)).astype(np.float32)


def interpolate_half_bins(bins: Floats) -> Floats:
    """Return magnitudes at bins and half-way between them.

    Interpolated from four neighbours, exact for a sine on a bin or half-way between two; without
    it, a sine between two bins would appear 1.4 dB too quiet.

    Args:
        bins: float32 [n, columns], magnitudes from Hann windows, 0 Hz to half the rate.

    Returns:
        float32 [2 n - 1, columns].

    Source: the weights solve 2 (a W(1/2) + b W(3/2)) = W(0) and a (W(0) + W(1)) + b (W(1) + W(2)) =
    W(1/2), where W is the transform of a Hann window: W(0), W(1/2), W(1), W(3/2), W(2) = 1, 8 / 3π,
    1/2, 8 / 15π, 0.
    """
    count = len(bins)
    found = np.empty((2 * count - 1, *bins.shape[1:]), np.float32)
    found[::2] = bins
    near, far = _weights()
    # The spectrum of a real signal is mirrored at either end.
    sides = np.concatenate([bins[1:2], bins, bins[-2:-1]])
    between = near * (bins[:-1] + bins[1:]) + far * (sides[: count - 1] + sides[3:])
    np.maximum(between, 0, out=found[1::2])
    return found


@cache
def _weights() -> tuple[np.float32, np.float32]:
    half, beyond = 8 / (3 * np.pi), 8 / (15 * np.pi)
    near, far = np.linalg.solve([[2 * half, 2 * beyond], [1.5, 0.5]], [1.0, half])
    return np.float32(near), np.float32(far)
