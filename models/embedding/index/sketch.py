"""Vectors in few dimensions: what cannot be among the nearest is ruled out without reading it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors

FROM = 20_000
"""Vectors from which ruling out is quicker than comparing with all."""
SIZE, MEASURED = 64, 8192
"""Dimensions of a sketch, and vectors that its directions are measured on.

Source: `scripts/bench similar`; of 8 125 real sounds 0.5 % are left for the 22 nearest ones, with
48 dimensions 0.7 %, with 96 0.4 %.
"""
TRIED = 512
"""Vectors, the nearest by their sketches, that tell how near a vector has to be, at least."""
LEFT_OUT = 1e-5
"""Added to the squared length of what a sketch leaves out: 32 bits round it."""
ROUNDED = 1e-4
"""More than both sides of the bound are rounded by."""
PAGE = 4096
"""Vectors sketched at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Vectors on their principal components, and how long the rest of each is.

    By the Cauchy-Schwarz inequality the product of two vectors differs from that of their sketches
    by no more than the product of the lengths of their rests.
    """

    basis: NDArray[np.float32]
    """float32 [size, SIZE], orthonormal columns."""
    short: NDArray[np.float32]
    """float32 [SIZE, vectors]."""
    rest: NDArray[np.float32]
    """float32 [vectors]: upper bound of the length of what is left out."""

    def candidates(
        self,
        question: NDArray[np.float32],
        count: int,
        rows: NDArray[np.intp] | None,
        vectors: Vectors,
    ) -> NDArray[np.intp]:
        """Return rows, all that may be among the nearest `count` of some.

        Args:
            question: float32 [size], the query vector.
            count: Number of nearest vectors wanted.
            rows: The rows that are compared, ascending; `None`: all.
            vectors: float32 [vectors, size], those that were sketched.
        """
        own = question @ self.basis
        rough = own @ self.short
        rest = self.rest
        if rows is not None:
            rough, rest = rough[rows], rest[rows]
        exact = question.astype(np.float64)
        length = float(exact @ exact)
        left = float(np.sqrt(max(0.0, length - float(own @ own)) + LEFT_OUT))
        tried = min(len(rough), max(TRIED, 2 * count))
        if count >= tried:
            return np.arange(len(self.rest)) if rows is None else rows
        first = np.flatnonzero(rough >= np.partition(rough, -tried)[-tried])
        known = vectors[first if rows is None else rows[first]] @ question
        least = float(np.partition(known, -count)[-count]) - ROUNDED * max(1.0, length)
        found = np.flatnonzero(rough + rest * np.float32(left) >= least)
        return found if rows is None else rows[found]


def sketch(vectors: Vectors) -> Sketch:
    """Return the sketch of vectors: float32 [vectors, size], unit length."""
    step = max(1, -(-len(vectors) // MEASURED))
    some = vectors[::step].astype(np.float64)
    _, directions = np.linalg.eigh(some.T @ some)
    basis = np.ascontiguousarray(directions[:, ::-1][:, :SIZE].astype(np.float32))
    short = np.empty((basis.shape[1], len(vectors)), np.float32)
    rest = np.empty(len(vectors), np.float32)
    for begin in range(0, len(vectors), PAGE):
        page = slice(begin, begin + PAGE)
        own = vectors[page] @ basis
        short[:, page] = own.T
        missing = (vectors[page].astype(np.float64) ** 2).sum(1)
        missing -= (own.astype(np.float64) ** 2).sum(1)
        rest[page] = np.sqrt(np.maximum(missing, 0) + LEFT_OUT)
    return Sketch(basis, short, rest)
