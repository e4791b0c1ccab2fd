"""Query expansion: what the nearest sounds have in common orders those behind the first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors

PLACES, KEPT = 64, 3
"""Places that are ordered anew, and the first of them, which stay: expansion blurs the best."""
NEAREST, POWER = 6, 3.0
"""Neighbours that expand a question, each weighed by this power of its similarity.

Source: `scripts/bench quality`, tuning packs; 64 places find as much as all.
"""


def expand(
    question: NDArray[np.float32],
    scores: NDArray[np.float32],
    vectors: Vectors,
    as_questions: Callable[[Vectors], Vectors],
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the order of the nearest sounds after expansion of the question, and their scores.

    Behind the first `KEPT`, a score is the mean of the similarity to the question and of that to
    the question and its nearest sounds together, at most that of the sound before. Computed in
    double precision: it depends on these alone.

    Source: R. Arandjelovic and A. Zisserman, "Three things everyone should know to improve object
    retrieval", 2012; weights by a power of the similarity: F. Radenovic et al., 2018.

    Args:
        question: float32 [size].
        scores: float32 [sounds], products of the question and `vectors`, descending.
        vectors: float32 [PLACES, size] or fewer, of the first sounds.
        as_questions: Returns the question for each of some sounds: float32 [sounds, size].
    """
    order = np.arange(len(scores))
    if len(scores) <= KEPT:
        return order, scores
    own = question.astype(np.float64)
    total = own.copy()
    near_ones = as_questions(vectors[:NEAREST]).astype(np.float64)
    for one, score in zip(near_ones, scores[:NEAREST].tolist(), strict=True):
        total += max(0.0, score) ** POWER * one
    total *= np.linalg.norm(own) / (np.linalg.norm(total) + 1e-12)
    near = slice(KEPT, len(vectors))
    expanded = scores.astype(np.float64)
    expanded[near] = (scores[near] + (vectors[near].astype(np.float64) * total).sum(1)) / 2
    order[near] = np.argsort(-expanded[near], kind="stable") + KEPT
    return order, np.minimum.accumulate(expanded[order]).astype(np.float32)
