"""Which sounds are worth a comparison: those that sound nearly alike.

A sound is compared with its nearest ones only. Where many are copies of one sound these fill all
places, so copies that are proven stand back behind the best of them, which then reaches further:
any number of copies becomes one group, and all others of it are compared with the best.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.duplicates.union_find import Joined
from models.embedding.space.unit_vector import Vectors

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
Pair = tuple[int, int]
"""Two rows, the lower one first."""


def candidate_blocks(vectors: Vectors, of: Sequence[int] | None = None) -> Iterator[Pairs]:
    """Yield the pairs of each block of sounds; a pair may come from two blocks.

    Args:
        vectors: float32 [sounds, size], of length 1.
        of: Rows whose nearest are wanted; `None`: of all.
    """
    most = min(MOST, len(vectors) - 1)
    wanted = np.arange(len(vectors)) if of is None else np.array(of, np.intp)
    for begin in range(0, len(wanted) if most > 0 else 0, BLOCK):
        some = wanted[begin : begin + BLOCK]
        likeness = vectors[some] @ vectors.T
        likeness[np.arange(len(some)), some] = -1.0
        nearest = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
        row, column = np.nonzero(np.take_along_axis(likeness, nearest, axis=1) >= ALIKE)
        pairs = np.stack([some[row], nearest[row, column]], axis=1)
        yield np.unique(np.sort(pairs, axis=1), axis=0)


def further_candidates(
    vectors: Vectors, rank: Sequence[int], proven: Collection[Pair], tested: Collection[Pair]
) -> list[Pair]:
    """Return what is worth a comparison now that some are proven to be one sound, if only perhaps.

    Args:
        vectors: float32 [sounds, size], of length 1.
        rank: Of each sound; the better file has the lower one.
        proven: Pairs of one sound.
        tested: All pairs that were compared; none of them is returned.
    """
    joined = Joined()
    for one, other in proven:
        joined.join(one, other)
    crowds = joined.all_sets()
    best = {min(crowd, key=rank.__getitem__): crowd for crowd in crowds}
    found = {(min(one, other), max(one, other)) for one, crowd in best.items() for other in crowd}
    behind = {one for crowd in crowds for one in crowd} - set(best)
    left = [row for row in range(len(vectors)) if row not in behind]
    place = {row: at for at, row in enumerate(left)}
    for some in candidate_blocks(vectors[left], [place[one] for one in sorted(best)]):
        found |= {(left[one], left[other]) for one, other in some.tolist()}
    return sorted(pair for pair in found if pair[0] != pair[1] and pair not in tested)
