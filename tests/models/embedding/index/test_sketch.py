"""A sketch rules out only what is not among the nearest: answers are the same, bit by bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.embedding.index import sketch as sketches
from models.embedding.index.layers import LayeredIndex, layered, make_layer
from models.embedding.index.sketch import sketch
from models.embedding.space.unit_vector import Vectors, unit

COUNT, SIZE = 3000, 96


def vectors(count: int, seed: int, rank: int) -> Vectors:
    """Return vectors near a subspace, some of them twice."""
    chance = np.random.default_rng(seed)
    base = chance.normal(size=(count, rank)) @ chance.normal(size=(rank, SIZE))
    base += 0.3 * chance.normal(size=(count, SIZE))
    base[count - 5 :] = base[:5]
    return unit(base.astype(np.float32))


def index(seed: int, rank: int) -> LayeredIndex:
    """Return an index with removed, replaced, added and hidden vectors."""
    chance = np.random.default_rng(seed)
    ids = np.arange(COUNT, dtype=np.int64) * 3
    base = make_layer(ids, np.zeros(COUNT, np.uint64), vectors(COUNT, seed, rank))
    fresh = np.concatenate([chance.choice(ids, 9, replace=False), np.arange(1, 40, 3)])
    newer = make_layer(fresh, np.ones(len(fresh), np.uint64), vectors(len(fresh), seed + 1, rank))
    found = layered(base).changed(chance.choice(ids, 50, replace=False), newer)
    return found.hiding(np.sort(chance.choice(ids, 30, replace=False)))


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    rank=st.sampled_from([2, 16, 90]),
    count=st.sampled_from([1, 20, 200]),
    part=st.sampled_from([None, 1, 2, 50]),
    known=st.booleans(),
    size=st.sampled_from([4, 32]),
)
def test_the_nearest_are_the_same_with_a_sketch(
    seed: int, rank: int, count: int, part: int | None, known: bool, size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketches, "SIZE", size)
        patch.setattr(sketches, "TRIED", 64)
        plain = index(seed, rank)
        sketched = replace(plain, sketch=sketch(plain.base.vectors))
        asked = plain.base.vectors[seed % COUNT] if known else vectors(1, seed + 2, rank)[0] * 3
        allowed = None if part is None else np.arange(0, 3 * COUNT, 3 * part, dtype=np.int64)
        ours, theirs = (one.nearest(asked, count, allowed) for one in (sketched, plain))
    assert ours.ids.tolist() == theirs.ids.tolist()
    assert ours.scores.tobytes() == theirs.scores.tobytes()


def test_most_vectors_are_ruled_out() -> None:
    plain = vectors(COUNT, 1, 16)
    left = sketch(plain).candidates(plain[5], 10, None, plain)
    assert len(left) < COUNT / 10
    assert 5 in left
