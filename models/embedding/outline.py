"""What vectors of a model depend on, apart from the statistics of a library."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

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
    earlier: Outline | None = None
    """For features of the first version and the beginning of those of today; `None`: no other."""

    @property
    def first(self) -> Outline:
        """The outline for what every version has in common."""
        return self.earlier or self

    def space(self, mean: NDArray[np.float32], spread: NDArray[np.float32]) -> Space:
        """Return the space with these statistics."""
        return Space(mean, spread, self.shipped.learned)


def outline_of(model: Model) -> Outline:
    """Return the outline of a model."""
    earlier = _outlined(model.id, model.earlier) if model.earlier is not None else None
    return replace(_outlined(model.id, model.space), earlier=earlier)


def _outlined(name: str, space: Space) -> Outline:
    learned = space.learned.content if space.learned is not None else b""
    rules = repr((FORM, sorted((one.value, weight) for one, weight in WEIGHTS.items())))
    content = b"".join(part.astype("<f4").tobytes() for part in (space.mean, space.spread))
    content += learned
    return Outline(name, space, hashlib.sha256(rules.encode() + content).hexdigest()[:32])
