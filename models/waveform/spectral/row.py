"""Mapping from linear frequency bins to log-spaced rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.pyramid import Floats
from models.waveform.spectrum import LOWEST

ROWS = 256
"""Rows of a spectrogram: 25 per octave at 48 kHz."""


def edges(highest: float) -> NDArray[np.float64]:
    """Return the row borders in Hz: float64 [ROWS + 1]."""
    return LOWEST * (highest / LOWEST) ** (np.arange(ROWS + 1) / ROWS)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A mapping from spectrum bins to rows."""

    near: NDArray[np.intp]
    """[fine rows, 4]: bins around the centre of a row that is narrower than a bin."""
    weights: Floats
    """float32 [fine rows, 4]."""
    first: NDArray[np.intp]
    """[coarse rows + 1]: first bin of each wider row; then the end of the last."""

    @classmethod
    def between(cls, borders: NDArray[np.float64], steps: int) -> Rows:
        """Plan the rows.

        Args:
            borders: float64 [rows + 1], ascending, in bins of the spectrum.
            steps: Number of bins, 4 or more.
        """
        first = np.ceil(borders - 1e-9).astype(np.intp)
        coarse = np.diff(borders) >= 1
        split = int(coarse.argmax()) if coarse.any() else len(coarse)
        # Rows widen with frequency: below the first coarse one all are fine.
        centres = np.sqrt(borders[:split] * borders[1 : split + 1])
        begin = np.clip(np.floor(centres).astype(np.intp) - 1, 0, steps - 4)
        at = np.asarray(centres - begin, np.float64)
        weights = np.stack([_lagrange(at, node) for node in range(4)], 1)
        near = begin[:, None] + np.arange(4)
        return cls(near, weights.astype(np.float32), np.minimum(first[split:], steps))

    def magnitudes(self, spectrum: Floats) -> Floats:
        """Return the magnitude of each row: float32 [rows, columns].

        The maximum of the bins within a row; for rows narrower than a bin, cubic interpolation of
        the four bins around it.

        Args:
            spectrum: float32 [bins, columns].
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
    """Return the weight of node `node` of 0, 1, 2, 3 in cubic interpolation at `at`."""
    others = [other for other in range(4) if other != node]
    weight = np.ones_like(at)
    for other in others:
        weight *= (at - other) / (node - other)
    return weight
