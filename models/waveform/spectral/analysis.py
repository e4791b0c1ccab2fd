"""Computes the levels of spectrogram columns from the frames around them.

High frequencies are measured in short windows, low ones in windows four times longer: short windows
cannot resolve low frequencies, long ones smear attacks.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.pyramid import Floats
from models.waveform.spectral.decimation import decimate, lead
from models.waveform.spectral.magnitude import interpolate_half_bins, magnitudes
from models.waveform.spectral.row import ROWS, Rows, edges
from models.waveform.spectrum import CEILING, FLOOR

WINDOW = 2048 / 48_000
"""Short window in seconds, rounded to a power of two in frames."""
LONGER = 4
"""Length of the long window, in short windows."""
STEP = 16
"""Decimation factor for long windows."""
LOW, HIGH = 0.0073, 0.0146
"""Fractions of the rate (350 and 700 Hz at 48 kHz) up to which only long windows count, and from
which only short ones do; cross-faded in the octave between."""
GRID = 8
"""Hops per long window; levels between hops are interpolated, so that few are computed."""


class Analysis:
    """Computes spectrogram columns at one sample rate."""

    def __init__(self, rate: int) -> None:
        """Plan windows and rows.

        Args:
            rate: Hertz, more than twice `LOWEST`.
        """
        self.size = 1 << max(7, round(math.log2(WINDOW * rate)))
        self.long = LONGER * self.size
        self.grid = self.long // GRID
        """Hop in frames; the centres of long windows are multiples of it."""
        self.reach = self.long // 2 + self.grid + lead(STEP)
        """Frames needed on either side of a column's centre."""
        borders = edges(rate / 2)
        centres = np.sqrt(borders[:-1] * borders[1:])
        mixed = np.log2(np.maximum(centres, 1) / (LOW * rate)) / np.log2(HIGH / LOW)
        self._short = np.clip(mixed, 0, 1)[:, None].astype(np.float32)
        self._split = int((self._short > 0).argmax())
        self._end = int((self._short < 1).sum())
        # Steps of both spectra are half a bin.
        bins = 2 * self.size // 2
        step = rate / self.size / 2
        self._high = Rows.between(borders[self._split :] / step, bins + 1)
        self._low = Rows.between(borders[: self._end + 1] / (step / LONGER), self.long // STEP + 1)

    def levels(self, frames: Floats, first: int, centres: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the levels of columns within a contiguous block of frames.

        Args:
            frames: float32 [channels, n], magnitudes up to 100; at least from `reach` before the
                first centre to `reach` after the last.
            first: Frame of the sound at which `frames` start.
            centres: int64 [columns], ascending.

        Returns:
            uint8 [ROWS, columns], as `Spectrum.levels`.
        """
        begins = np.unique(centres - self.size // 2, return_inverse=True)
        views = np.lib.stride_tricks.sliding_window_view(frames, self.size, axis=1)
        short = magnitudes(views[:, begins[0] - first])
        high = _decibels(
            self._high.magnitudes(interpolate_half_bins(np.ascontiguousarray(short.T)))
        )
        return self._mixed(self._lows(frames, first, centres), high[:, begins[1]])

    def _lows(self, frames: Floats, first: int, centres: NDArray[np.int64]) -> Floats:
        """Return decibels: float32 [rows, columns], interpolated between adjacent long windows."""
        before, beyond = np.divmod(centres, self.grid)
        middles, which = np.unique([before, before + 1], return_inverse=True)
        begins = middles * self.grid - self.long // 2
        skip = -first % STEP  # the filter's places are multiples of STEP, whatever was read
        whole = (frames.shape[1] - skip) // STEP * STEP
        lower = decimate(frames[:, skip : skip + whole], STEP)
        begins = (begins - (first + skip + lead(STEP))) // STEP
        views = np.lib.stride_tricks.sliding_window_view(lower, self.long // STEP, axis=1)
        long = magnitudes(views[:, begins], pad=2)
        found = _decibels(self._low.magnitudes(np.ascontiguousarray(long.T)))
        part = (beyond / self.grid).astype(np.float32)
        earlier, later = found[:, which[0]], found[:, which[1]]
        return np.asarray(earlier + part * (later - earlier), np.float32)

    def _mixed(self, low: Floats, high: Floats) -> NDArray[np.uint8]:
        """Return both as levels, from decibels; cross-faded in their common octave."""
        found = np.empty((ROWS, low.shape[1]), np.float32)
        found[self._split :] = high
        part = self._short[self._split : self._end]
        both = found[self._split : self._end]
        both *= part
        both += (1 - part) * low[self._split :]
        found[: self._split] = low[: self._split]
        scaled = (found - FLOOR) * (255 / (CEILING - FLOOR))
        levels: NDArray[np.uint8] = np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)
        return levels


def _decibels(magnitude: Floats) -> Floats:
    return 20 * np.log10(np.maximum(magnitude, np.float32(1e-6)))


@lru_cache(maxsize=8)
def analysis(rate: int) -> Analysis:
    """Return the cached analysis for `rate`."""
    return Analysis(rate)
