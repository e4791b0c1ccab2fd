"""Static filters: frequency-domain gains applied to the whole sound at once.

The gains are those of Butterworth filters without their phase, so a sound needs a little silence
before it only if it starts at full level.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scripts.demo.sound.wave import Mono


def _shaped(signal: Mono, rate: int, gain: Callable[[Mono], Mono]) -> Mono:
    length = 2 * len(signal)  # zero-padded to twice the length against wrap-around
    spectrum = np.fft.rfft(signal, length)
    hertz = np.asarray(np.fft.rfftfreq(length, 1 / rate), dtype=np.float64)
    hertz[0] = 1e-3
    return np.asarray(np.fft.irfft(spectrum * gain(hertz), length))[: len(signal)]


def low(signal: Mono, rate: int, cutoff: float, order: int = 2) -> Mono:
    """Return `signal` low-passed at `cutoff` Hz."""
    return _shaped(signal, rate, lambda hertz: 1 / np.sqrt(1 + (hertz / cutoff) ** (2 * order)))


def high(signal: Mono, rate: int, cutoff: float, order: int = 2) -> Mono:
    """Return `signal` high-passed at `cutoff` Hz."""
    return _shaped(signal, rate, lambda hertz: 1 / np.sqrt(1 + (cutoff / hertz) ** (2 * order)))


def band(signal: Mono, rate: int, bottom: float, top: float, order: int = 2) -> Mono:
    """Return `signal` band-passed between two frequencies in Hz."""
    return low(high(signal, rate, bottom, order), rate, top, order)


def bell(signal: Mono, rate: int, centre: float, octaves: float, gain: float) -> Mono:
    """Return `signal` with a peak filter at `centre` Hz; `gain` is linear."""
    return _shaped(
        signal,
        rate,
        lambda hertz: 1 + (gain - 1) * np.exp(-((np.log2(hertz / centre) / octaves) ** 2)),
    )
