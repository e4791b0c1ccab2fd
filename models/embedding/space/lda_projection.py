"""Of which kind a sound is, as it was learned from labelled sounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors, unit

FAR = 3.0
"""Spreads from the mean beyond which a feature counts as this."""


@dataclass(frozen=True, slots=True, eq=False)
class LdaProjection:
    """A projection in which sounds of one kind lie close together.

    Source: R. A. Fisher's linear discriminant analysis, fitted by `scripts/fit_kinds.py`. It is
    the same in every library, unlike what is usual there.
    """

    mean: NDArray[np.float32]
    """float32 [features], of the sounds it was fitted on."""
    spread: NDArray[np.float32]
    """float32 [features], their standard deviations, above 0."""
    centre: NDArray[np.float32]
    """float32 [features], in spreads from the mean: where nothing is told."""
    directions: NDArray[np.float32]
    """float32 [features, count]."""

    @property
    def count(self) -> int:
        """Numbers it makes of a sound."""
        return int(self.directions.shape[1])

    def project(self, features: NDArray[np.float32]) -> Vectors:
        """Return where sounds lie: float32 [sounds, count], each of length 1.

        Args:
            features: float32 [sounds, features], finite.
        """
        measured = np.clip((features - self.mean) / self.spread, -FAR, FAR)
        return unit(((measured - self.centre) @ self.directions).astype(np.float32))
