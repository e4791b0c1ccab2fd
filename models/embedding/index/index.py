"""Interface of vector indexes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors

Ids = NDArray[np.int64]
"""int64 [sounds], unique."""

TOLERANCE = 1e-3
"""Allowed deviation of a vector's length from 1."""
BLOCK = 4096
"""Vectors compared one by one at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Nearest neighbours, best first."""

    ids: Ids
    scores: NDArray[np.float32]
    """float32 [sounds], -1 to 1: similarity to the query vector."""


class Index(Protocol):
    """Vectors by id."""

    def __len__(self) -> int:
        """Return the number of vectors."""
        ...

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors; replace those of known ids.

        Args:
            ids: int64 [sounds], unique.
            vectors: float32 [sounds, size], unit length.

        Raises:
            ValueError: Wrong shape, not unit length or not finite; nothing is added.
        """
        ...

    def remove(self, ids: Ids) -> None:
        """Remove vectors; unknown ids are ignored."""
        ...

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of known ids, in their order: float32 [sounds, size].

        Raises:
            KeyError: An id is not in the index.
        """
        ...

    def nearest(
        self, question: NDArray[np.float32], count: int, allowed: Ids | None = None
    ) -> Neighbours:
        """Return the nearest vectors among those allowed.

        Args:
            question: float32 [size], the query vector.
            count: Maximum number of neighbours.
            allowed: Restrict the search to these ids; `None`: all. Unknown ids are ignored.
        """
        ...


def check_vectors(ids: Ids, vectors: Vectors, size: int) -> None:
    """Validate vectors before they are added.

    Raises:
        ValueError: Wrong shape, not unit length, not finite, or duplicate ids.
    """
    if vectors.shape != (len(ids), size):
        raise ValueError(f"vectors of {vectors.shape} for {len(ids)} ids of size {size}")
    if len(np.unique(ids)) != len(ids):
        raise ValueError("an id twice")
    if len(ids) and not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=TOLERANCE):
        raise ValueError("vectors that are not of length 1")


def top_scores(
    rough: NDArray[np.float32],
    ids: Ids,
    count: int,
    question: NDArray[np.float32],
    vectors: Callable[[NDArray[np.intp]], Vectors],
) -> Neighbours:
    """Return the highest scores; ties go to the lower id.

    A product of BLAS depends in its last bits on where a vector stands among others. So those that
    may be among the highest are compared once more, one by one: scores and order depend on nothing
    but the vectors themselves.

    Args:
        rough: float32 [sounds], products of the vectors and the question by BLAS.
        ids: int64 [sounds], unique.
        count: Maximum number of neighbours.
        question: float32 [size], the query vector.
        vectors: Returns the vectors of rows of `rough`.
    """
    count = min(count, len(rough))
    if count <= 0:
        return Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
    length = float(np.linalg.norm(question.astype(np.float64)))
    # Bound of the rounding of both products: size * epsilon * |vector| * |question|.
    margin = 2 * len(question) * float(np.finfo(np.float32).eps) * (1 + TOLERANCE) * length
    last = np.partition(rough, len(rough) - count)[len(rough) - count]
    chosen = np.flatnonzero(rough >= last - margin)
    exact = np.concatenate(
        [
            _products(vectors(chosen[first : first + BLOCK]), question)
            for first in range(0, len(chosen), BLOCK)
        ]
    )
    best = np.lexsort((ids[chosen], -exact))[:count]
    return Neighbours(ids[chosen[best]], np.clip(exact[best], -1, 1))


def _products(vectors: Vectors, question: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the products of vectors and a question, each computed on its own: float32 [sounds]."""
    found: NDArray[np.float32] = (
        (vectors.astype(np.float64) * question.astype(np.float64)).sum(1).astype(np.float32)
    )
    return found
