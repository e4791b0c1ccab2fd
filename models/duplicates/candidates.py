"""Candidate pairs for a null test: sounds with similar vectors.

A sound is compared with its nearest neighbours only. Many copies of one sound would fill all of
these, so proven copies are represented by the best of them, which then searches further: any number
of copies becomes one group, and each of its members is compared with the best.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.duplicates.union_find import Joined
from models.embedding.space.unit_vector import Vectors

THRESHOLD = 0.75
"""Minimum similarity of a candidate pair.

Source: `scripts/bench duplicates`: copies in every format have more (at half the rate 0.80 at the
least, mono 0.86, all others 0.93), except one of sixty that were trimmed. Twice as many pairs as
with 0.85, of a fifth more files: nearly all are ruled out by fingerprints, for which each file is
read once.
"""
MOST = 12
"""Maximum number of neighbours a sound is tested against."""
BLOCK = 256
"""Sounds compared per matrix product."""

Pairs = NDArray[np.intp]
"""intp [pairs, 2], the lower row first; unique."""
Pair = tuple[int, int]
"""Two rows, the lower one first."""


def candidate_blocks(vectors: Vectors, of: Sequence[int] | None = None) -> Iterator[Pairs]:
    """Yield candidate pairs block by block; a pair may occur in two blocks.

    Args:
        vectors: float32 [sounds, size], unit length.
        of: Rows whose neighbours are wanted; `None`: all.
    """
    most = min(MOST, len(vectors) - 1)
    wanted = np.arange(len(vectors)) if of is None else np.array(of, np.intp)
    for begin in range(0, len(wanted) if most > 0 else 0, BLOCK):
        some = wanted[begin : begin + BLOCK]
        similarity = vectors[some] @ vectors.T
        similarity[np.arange(len(some)), some] = -1.0
        nearest = np.argpartition(-similarity, most - 1, axis=1)[:, :most]
        row, column = np.nonzero(np.take_along_axis(similarity, nearest, axis=1) >= THRESHOLD)
        pairs = np.stack([some[row], nearest[row, column]], axis=1)
        yield np.unique(np.sort(pairs, axis=1), axis=0)


def further_candidates(
    vectors: Vectors, rank: Sequence[int], proven: Collection[Pair], tested: Collection[Pair]
) -> list[Pair]:
    """Return new candidates, given the pairs proven so far.

    Args:
        vectors: float32 [sounds, size], unit length.
        rank: Rank of each sound; lower is the better file.
        proven: Pairs proven to be the same sound, likely ones included.
        tested: All pairs compared so far; none of them is returned.
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
