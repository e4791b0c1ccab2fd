"""From the frames around a column to its levels.

High pitches are measured in short windows, low ones in four times longer ones: a
short window cannot tell low pitches apart, a long one blurs attacks.
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
"""Seconds of a short window, to the nearest power of two in frames."""
LONGER = 4
"""Times the short window that a long one is."""
STEP = 16
"""Frames from one to the next after decimation, for long windows."""
LOW, HIGH = 0.0073, 0.0146
"""Part of the rate (350 and 700 Hz at 48 kHz) up to which long windows alone tell, and
from which short ones do; in the octave between they are mixed."""
GRID = 8
"""Steps in a long window; between them levels are blended, so that few are measured."""


class Analysis:
    """Measures the levels of columns of a sound of one rate."""

    def __init__(self, rate: int) -> None:
        """Plan windows and rows.

        Args:
            rate: Hertz, more than twice `LOWEST`.
        """
        self.size = 1 << max(7, round(math.log2(WINDOW * rate)))
        self.long = LONGER * self.size
        self.grid = self.long // GRID
        """Frames; the middle of a long window is a multiple of it."""
        self.reach = self.long // 2 + self.grid + lead(STEP)
        """Frames to either side of a column's centre that it may look at."""
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
        """Return the levels of columns within one stretch of sound.

        Args:
            frames: float32 [channels, n], magnitudes up to 100; from `reach` before the
                first centre to `reach` behind the last one at least.
            first: Frame of the sound at which they begin.
            centres: int64 [columns], rising.

        Returns:
            uint8 [ROWS, columns], as `Spectrum.levels`.
        """
        begins = np.unique(centres - self.size // 2, return_inverse=True)
        views = np.lib.stride_tricks.sliding_window_view(frames, self.size, axis=1)
        short = magnitudes(views[:, begins[0] - first])
        high = _decibels(self._high.of(interpolate_half_bins(np.ascontiguousarray(short.T))))
        return self._mixed(self._lows(frames, first, centres), high[:, begins[1]])

    def _lows(self, frames: Floats, first: int, centres: NDArray[np.int64]) -> Floats:
        """Return decibels: float32 [rows, columns], between the two long windows around."""
        before, beyond = np.divmod(centres, self.grid)
        middles, which = np.unique([before, before + 1], return_inverse=True)
        begins = middles * self.grid - self.long // 2
        skip = -first % STEP  # the filter's places are multiples of STEP, whatever was read
        whole = (frames.shape[1] - skip) // STEP * STEP
        lower = decimate(frames[:, skip : skip + whole], STEP)
        begins = (begins - (first + skip + lead(STEP))) // STEP
        views = np.lib.stride_tricks.sliding_window_view(lower, self.long // STEP, axis=1)
        long = magnitudes(views[:, begins], pad=2)
        found = _decibels(self._low.of(np.ascontiguousarray(long.T)))
        part = (beyond / self.grid).astype(np.float32)
        earlier, later = found[:, which[0]], found[:, which[1]]
        return np.asarray(earlier + part * (later - earlier), np.float32)

    def _mixed(self, low: Floats, high: Floats) -> NDArray[np.uint8]:
        """Return both as levels, from decibels; in their octave one fades into the other."""
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
    """Return the analysis for `rate`, planned once."""
    return Analysis(rate)
