"""Learned projection that separates sound categories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors, unit

FAR = 3.0
"""Standard deviations from the mean at which features are clipped."""


@dataclass(frozen=True, slots=True, eq=False)
class LdaProjection:
    """A projection in which sounds of one category lie close together.

    Source: R. A. Fisher's linear discriminant analysis, fitted by `scripts/fit_kinds.py`. Unlike
    the feature statistics, it is not adapted to a library.
    """

    mean: NDArray[np.float32]
    """float32 [features], mean of the training sounds."""
    spread: NDArray[np.float32]
    """float32 [features], their standard deviations, above 0."""
    centre: NDArray[np.float32]
    """float32 [features], in standard deviations from the mean: the origin."""
    directions: NDArray[np.float32]
    """float32 [features, count]."""

    @property
    def count(self) -> int:
        """Dimensions of the projection."""
        return int(self.directions.shape[1])

    def project(self, features: NDArray[np.float32]) -> Vectors:
        """Project features: float32 [sounds, count], each of unit length.

        Args:
            features: float32 [sounds, features], finite.
        """
        measured = np.clip((features - self.mean) / self.spread, -FAR, FAR)
        # BLAS adds in an order that depends on the number of sounds. In double precision a sound
        # has the same vector alone and among others.
        exact = (measured - self.centre).astype(np.float64) @ self.directions.astype(np.float64)
        return unit(exact.astype(np.float32))
