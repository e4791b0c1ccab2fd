"""What decisions teach: laws of the model behind triage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.embedding.space.unit_vector import unit
from models.triage.order import TriageOrder
from models.triage.preference import EACH, ENOUGH, MOST, learn
from models.triage.triage import triage_order

SIZE = 8


def sounds(count: int, seed: int, towards: float) -> NDArray[np.float32]:
    """Return vectors around a direction of the first axis."""
    vectors = np.random.default_rng(seed).normal(0, 0.4, (count, SIZE)).astype(np.float32)
    vectors[:, 0] += np.float32(towards)
    return unit(vectors)


@given(st.integers(0, 2 * ENOUGH), st.integers(0, 2 * ENOUGH), st.integers(0, 100))
def test_few_decisions_or_all_alike_teach_nothing(kept: int, rejected: int, seed: int) -> None:
    vectors = np.concatenate([sounds(kept, seed, 1), sounds(rejected, seed + 1, -1)])
    learned = learn(vectors, np.arange(kept + rejected) < kept)

    assert (learned is None) == (kept + rejected < ENOUGH or min(kept, rejected) < EACH)


@given(st.integers(EACH, 60), st.integers(ENOUGH, 60), st.integers(0, 100))
def test_sounds_like_the_kept_are_likelier_kept(kept: int, rejected: int, seed: int) -> None:
    vectors = np.concatenate([sounds(kept, seed, 1), sounds(rejected, seed + 1, -1)])
    learned = learn(vectors, np.arange(kept + rejected) < kept)
    assert learned is not None
    like, unlike = (learned.probabilities(sounds(40, seed + 2, way)).mean() for way in (1.0, -1.0))

    assert 0 < unlike < like < 1


@given(st.integers(0, 1000))
def test_decisions_by_lot_teach_that_one_cannot_be_sure(seed: int) -> None:
    chance = np.random.default_rng(seed)
    kept = np.arange(200) % 2 == 0
    learned = learn(sounds(200, seed, 0), chance.permutation(kept))
    assert learned is not None

    assert learned.right < 0.75
    assert np.abs(learned.probabilities(sounds(50, seed + 1, 0)) - 0.5).max() < 0.4


def test_what_the_others_tell_of_a_decision_is_right() -> None:
    vectors, kept = sounds(40, 1, 0.3), np.random.default_rng(2).random(40) < 0.5
    learned = learn(vectors, kept)
    assert learned is not None
    # The shortcut of ridge regression: fitting without a decision gives its residual.
    one = np.arange(40) != 7
    base = float(kept.mean())
    kernel = np.exp(8.0 * (vectors[one] @ vectors[one].T - 1)) + np.eye(39)
    weights = np.linalg.solve(kernel, kept[one] - base)
    alone = np.exp(8.0 * (vectors[7] @ vectors[one].T - 1)) @ weights + base
    whole = np.linalg.inv(np.exp(8.0 * (vectors @ vectors.T - 1)) + np.eye(40))

    shortcut = kept[7] - learned.weights[7] / whole[7, 7]
    assert alone == pytest.approx(shortcut, abs=1e-4)


def test_very_many_decisions_are_thinned_out_evenly() -> None:
    vectors = np.concatenate([sounds(3 * MOST, 1, 1), sounds(3 * MOST, 2, -1)])
    learned = learn(vectors, np.arange(6 * MOST) < 3 * MOST)

    assert learned is not None
    assert len(learned.vectors) == MOST
    assert learned.base == pytest.approx(0.5)


@given(st.lists(st.floats(0, 1, width=32), max_size=30))
def test_orders_are_permutations_of_the_sounds(given_: list[float]) -> None:
    likely = np.array(given_, np.float32)
    keep, reject, unsure = (likely[triage_order(one, likely)] for one in TriageOrder)

    assert keep.tolist() == sorted(given_, reverse=True)
    assert reject.tolist() == sorted(given_)
    assert (np.diff(np.abs(unsure - np.float32(0.5))) >= 0).all()
