"""Integrated loudness of a sound that is given block by block, in bounded memory.

The same measure as `models.analysis.loudness`, which needs the whole sound at once.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.analysis.k_weighting import KWeighting
from models.analysis.loudness import (
    BELOW,
    BLOCK,
    CHANNELS,
    OFFSET,
    OVERLAP,
    SILENCE,
    SURROUND,
    WEIGHTS,
)

_STEPS = round(1 / (1 - OVERLAP))
"""Steps of a gating block."""


class LoudnessMeter:
    """Meter of a sound; one double per 100 ms and channel is kept."""

    def __init__(self, channels: int, rate: int) -> None:
        self._channels, self._rate = channels, rate
        used = CHANNELS if channels == SURROUND else 1 if channels > CHANNELS else channels
        self._filter = KWeighting(used, rate)
        self._sums: list[NDArray[np.float64]] = []
        self._left = np.zeros((used, 0))
        self._frames = 0

    def add(self, block: NDArray[np.float64]) -> None:
        """Measure the next block: float64 [frames, channels]."""
        if self._channels == SURROUND:
            block = np.delete(block, 3, axis=1)
        elif self._channels > CHANNELS:
            block = block.mean(axis=1, keepdims=True)
        self._frames += len(block)
        self._take(np.ascontiguousarray(block.T))

    def finish(self) -> float | None:
        """Return the loudness in LUFS; `None`: silence."""
        shortest = math.ceil(BLOCK * self._rate)
        missing = max(0, shortest - self._frames)
        if missing:
            self._take(np.zeros((len(self._left), missing)))
        value = self._integrated()
        if value is None and self._frames:  # perhaps all of it is behind the last whole block
            self._take(np.zeros((len(self._left), shortest)))
            value = self._integrated()
        return value

    def _take(self, values: NDArray[np.float64]) -> None:
        """Weigh float64 [channels, frames] and sum up the squares of each step."""
        squares = np.concatenate([self._left, np.square(self._filter.weigh(values))], axis=1)
        at = 0
        while True:
            first = self._step(len(self._sums))
            length = self._step(len(self._sums) + 1) - first
            if at + length > squares.shape[1]:
                break
            self._sums.append(squares[:, at : at + length].sum(1))
            at += length
        self._left = squares[:, at:]

    def _step(self, number: int) -> int:
        """Return the frame at which a step begins."""
        return int(BLOCK * (number * (1 - OVERLAP)) * self._rate)

    def _integrated(self) -> float | None:
        if len(self._sums) < _STEPS:
            return None
        sums = np.array(self._sums).T
        ahead = np.concatenate([np.zeros((len(sums), 1)), np.cumsum(sums, axis=1)], axis=1)
        power = (ahead[:, _STEPS:] - ahead[:, :-_STEPS]) / (BLOCK * self._rate)
        weighted = np.array(WEIGHTS[: len(power)]) @ np.maximum(power, 0)
        with np.errstate(divide="ignore"):
            each = OFFSET + 10 * np.log10(weighted)
        gated = each >= SILENCE
        if not gated.any():
            return None
        gate = OFFSET + 10 * math.log10(float(weighted[gated].mean())) - BELOW
        louder = (each > gate) & (each > SILENCE)
        return OFFSET + 10 * math.log10(float(weighted[louder].mean())) if louder.any() else None
