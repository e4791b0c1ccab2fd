"""What every index can do, however it finds its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors

Ids = NDArray[np.int64]
"""int64 [sounds], no two alike."""

TOLERANCE = 1e-3
"""How far from 1 the length of a vector may be."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """What was found, the best first."""

    ids: Ids
    scores: NDArray[np.float32]
    """float32 [sounds], -1 to 1: how alike each is to what was asked for."""


class Index(Protocol):
    """Vectors by id."""

    def __len__(self) -> int:
        """Return how many vectors there are."""
        ...

    @property
    def size(self) -> int:
        """Numbers of a vector."""
        ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Take vectors; one for an id that is known takes the old one's place.

        Args:
            ids: int64 [sounds], no two alike.
            vectors: float32 [sounds, size], of length 1.

        Raises:
            ValueError: of the wrong shape, not of length 1 or not numbers; nothing is taken.
        """
        ...

    def remove(self, ids: Ids) -> None:
        """Forget vectors; ids that are not known do not matter."""
        ...

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of known ids, in their order: float32 [sounds, size].

        Raises:
            KeyError: one is not known.
        """
        ...

    def nearest(
        self, question: NDArray[np.float32], count: int, allowed: Ids | None = None
    ) -> Neighbours:
        """Return the best answers among those allowed.

        Args:
            question: float32 [size].
            count: How many are wanted; fewer are returned if there are no more.
            allowed: The only ids that may be found; None is all. Unknown ones do not matter.
        """
        ...


def check_vectors(ids: Ids, vectors: Vectors, size: int) -> None:
    """Refuse what would spoil an index.

    Raises:
        ValueError: of the wrong shape, not of length 1, not numbers, or an id twice.
    """
    if vectors.shape != (len(ids), size):
        raise ValueError(f"vectors of {vectors.shape} for {len(ids)} ids of size {size}")
    if len(np.unique(ids)) != len(ids):
        raise ValueError("an id twice")
    if len(ids) and not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=TOLERANCE):
        raise ValueError("vectors that are not of length 1")


def top_scores(scores: NDArray[np.float32], ids: Ids, count: int) -> Neighbours:
    """Return the highest scores; of equal ones the lower id comes first."""
    count = min(count, len(scores))
    if count <= 0:
        return Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
    # All that reach the last place, so that which of equal ones is taken does not vary.
    enough = scores >= np.partition(scores, len(scores) - count)[len(scores) - count]
    chosen = np.flatnonzero(enough)
    order = chosen[np.lexsort((ids[chosen], -scores[chosen]))][:count]
    return Neighbours(ids[order], np.clip(scores[order], -1, 1))
