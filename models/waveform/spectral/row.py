"""From frequencies in equal steps to rows of equal ratios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.pyramid import Floats
from models.waveform.spectrum import LOWEST

ROWS = 256
"""Rows of a spectrogram: 25 to an octave at 48 kHz."""


def edges(highest: float) -> NDArray[np.float64]:
    """Return the hertz between rows, and at both ends: float64 [ROWS + 1]."""
    return LOWEST * (highest / LOWEST) ** (np.arange(ROWS + 1) / ROWS)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """How rows are made of the steps of a spectrum."""

    near: NDArray[np.intp]
    """[fine rows, 4]: steps around the centre of a row that is finer than steps."""
    weights: Floats
    """float32 [fine rows, 4]."""
    first: NDArray[np.intp]
    """[coarse rows + 1]: first step of each row that is not; then the end of the last."""

    @classmethod
    def between(cls, borders: NDArray[np.float64], steps: int) -> Rows:
        """Plan rows.

        Args:
            borders: float64 [rows + 1], rising; in steps of the spectrum.
            steps: How many there are, 4 or more.
        """
        first = np.ceil(borders - 1e-9).astype(np.intp)
        coarse = np.diff(borders) >= 1
        split = int(coarse.argmax()) if coarse.any() else len(coarse)
        # Rows grow wider with pitch: below the first coarse one all are fine.
        centres = np.sqrt(borders[:split] * borders[1 : split + 1])
        begin = np.clip(np.floor(centres).astype(np.intp) - 1, 0, steps - 4)
        at = np.asarray(centres - begin, np.float64)
        weights = np.stack([_lagrange(at, node) for node in range(4)], 1)
        near = begin[:, None] + np.arange(4)
        return cls(near, weights.astype(np.float32), np.minimum(first[split:], steps))

    def of(self, spectrum: Floats) -> Floats:
        """Return the magnitude of each row: float32 [rows, columns].

        The highest of the steps within a row; between steps a cubic curve through
        the four around it.

        Args:
            spectrum: float32 [steps, columns].
        """
        fine = np.zeros((len(self.near), spectrum.shape[1]), np.float32)
        for node in range(4):
            fine += self.weights[:, node, None] * spectrum[self.near[:, node]]
        if len(self.first) < 2:  # noqa: PLR2004 - the end of the last row alone
            return np.maximum(fine, 0)
        seen = spectrum[: self.first[-1]]  # reduceat's last row would run to the end
        coarse = np.maximum.reduceat(seen, self.first[:-1], axis=0)
        return np.concatenate([np.maximum(fine, 0), coarse])


def _lagrange(at: NDArray[np.float64], node: int) -> NDArray[np.float64]:
    """Return the weight of point `node` of 0, 1, 2, 3 for a cubic curve at `at`."""
    others = [other for other in range(4) if other != node]
    weight = np.ones_like(at)
    for other in others:
        weight *= (at - other) / (node - other)
    return weight
