"""What vectors of a model depend on, apart from the statistics of a library."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS
from models.embedding.model import Model
from models.embedding.space.space import Space

FORM = 2
"""Version of the projection from features to vectors, in `models/embedding/space`."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Enough to compare sounds whose vectors are stored."""

    id: str
    """As `Model.id`."""
    shipped: Space
    """As `Model.space`."""
    digest: str
    """Of everything that projects features: code, weights, shipped statistics."""

    def space(self, mean: NDArray[np.float32], spread: NDArray[np.float32]) -> Space:
        """Return the space with these statistics."""
        return Space(mean, spread, self.shipped.learned)


def outline_of(model: Model) -> Outline:
    """Return the outline of a model."""
    space = model.space
    learned = space.learned.content if space.learned is not None else b""
    rules = repr((FORM, sorted((one.value, weight) for one, weight in WEIGHTS.items())))
    content = b"".join(part.astype("<f4").tobytes() for part in (space.mean, space.spread))
    content += learned
    return Outline(model.id, space, hashlib.sha256(rules.encode() + content).hexdigest()[:32])
