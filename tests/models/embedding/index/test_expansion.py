"""Query expansion reorders the nearest, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.embedding.index.expansion import KEPT, PLACES, expand
from models.embedding.space.unit_vector import unit

SIZE = 6
Floats = NDArray[np.float32]


def nearest(count: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return a question, its scores, and vectors, nearest first."""
    chance = np.random.default_rng(seed)
    question = unit(chance.normal(size=SIZE).astype(np.float32))
    vectors = unit((question + chance.normal(0, 0.5, (count, SIZE))).astype(np.float32))
    scores = vectors @ question
    order = np.argsort(-scores)
    return question, scores[order], vectors[order]


@given(st.integers(0, 3 * PLACES), st.integers(0, 1000))
def test_the_first_and_the_far_stay_and_scores_descend(count: int, seed: int) -> None:
    question, scores, vectors = nearest(count, seed)
    order, expanded = expand(question, scores, vectors[:PLACES], lambda one: one)

    assert sorted(order.tolist()) == list(range(count))
    assert order[:KEPT].tolist() == list(range(count))[:KEPT]
    assert order[PLACES:].tolist() == list(range(count))[PLACES:]
    assert (np.diff(expanded) <= 0).all()
    assert (np.abs(expanded) <= 1 + 1e-6).all()
    assert np.array_equal(expanded[:KEPT], scores[:KEPT])


def test_sounds_like_the_nearest_come_before_others_as_near() -> None:
    question = np.array([1, 0, 0], np.float32)
    side, other = np.array([0.9, 0.436, 0]), np.array([0.8, -0.6, 0])
    like, unlike = np.array([0.7, 0.714, 0]), np.array([0.71, -0.704, 0])
    vectors = unit(np.array([side, side, side, other, unlike, like], np.float32))
    order, _ = expand(question, vectors @ question, vectors, lambda one: one)

    assert order.tolist().index(5) < order.tolist().index(4)
