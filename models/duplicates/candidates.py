"""Which sounds are worth a comparison: those that sound nearly alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.embedding.likeness.vector import Vectors

ALIKE = 0.75
"""Product of their vectors from which two sounds may be one.

Source: `scripts/bench duplicates`: copies in every form have more (at half the rate 0.80 at the
least, mono 0.86, all others 0.93), but one of sixty that were cut. Twice as many pairs as with
0.85, of a fifth more files: nearly all are ruled out by imprints, for which each file is read once.
"""
MOST = 12
"""Others that a sound is tested against at most, the most alike first."""
BLOCK = 256
"""Sounds compared at a time."""

Pairs = NDArray[np.intp]
"""intp [pairs, 2], the lower row first; no pair twice."""


def blocks(vectors: Vectors) -> Iterator[Pairs]:
    """Yield the pairs of each block of sounds; a pair may come from two blocks.

    Args:
        vectors: float32 [sounds, size], of length 1.
    """
    most = min(MOST, len(vectors) - 1)
    for begin in range(0, len(vectors) if most > 0 else 0, BLOCK):
        likeness = vectors[begin : begin + BLOCK] @ vectors.T
        rows = np.arange(len(likeness))
        likeness[rows, begin + rows] = -1.0
        nearest = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
        row, column = np.nonzero(np.take_along_axis(likeness, nearest, axis=1) >= ALIKE)
        pairs = np.stack([begin + row, nearest[row, column]], axis=1)
        yield np.unique(np.sort(pairs, axis=1), axis=0)
