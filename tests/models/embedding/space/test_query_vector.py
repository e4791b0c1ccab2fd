from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.space.query_vector import aspect_scores, query_vector
from tests.models.embedding.space.test_space import SPACE, features

VECTORS = SPACE.project(features(40))
weights = st.dictionaries(st.sampled_from(Aspect), st.floats(0.01, 10), min_size=1)


def test_asking_for_a_sound_is_asking_with_its_vector() -> None:
    assert np.allclose(query_vector(SPACE, VECTORS[:1]), VECTORS[0], atol=1e-5)


@given(weights)
def test_a_sound_answers_itself_best_whatever_counts(chosen: dict[Aspect, float]) -> None:
    scores = VECTORS @ query_vector(SPACE, VECTORS[:1], weights=chosen)

    assert scores[0] == pytest.approx(1, abs=1e-4)
    assert scores.max() == scores[0]


@given(weights)
def test_a_score_is_the_weighted_mean_of_the_aspects(chosen: dict[Aspect, float]) -> None:
    scores = VECTORS @ query_vector(SPACE, VECTORS[:1], weights=chosen)
    parts = aspect_scores(SPACE, VECTORS[0], VECTORS)

    total = sum(chosen.values())
    wanted = sum(weight / total * parts[name] for name, weight in chosen.items())
    assert np.allclose(scores, wanted, atol=1e-4)


def test_parts_are_1_for_the_sound_itself() -> None:
    assert all(
        part[0] == pytest.approx(1, abs=1e-5)
        for part in aspect_scores(SPACE, VECTORS[0], VECTORS).values()
    )


def test_many_sounds_are_asked_for_by_what_they_share() -> None:
    scores = VECTORS @ query_vector(SPACE, VECTORS[:3])

    assert (scores[:3] > scores[3:].mean() + 0.2).all()


def test_unwanted_sounds_come_later() -> None:
    asked = query_vector(SPACE, VECTORS[:1], VECTORS[1:2])
    scores, before = VECTORS @ asked, VECTORS @ query_vector(SPACE, VECTORS[:1])

    assert scores.argmax() == 0
    assert scores[1] < before[1]


@given(wanted=st.integers(0, 39), away=st.integers(0, 39), chosen=weights)
def test_what_is_unwanted_is_never_nearer_for_it(
    wanted: int, away: int, chosen: dict[Aspect, float]
) -> None:
    """And a question without it is the one that never had it."""
    unwanted = VECTORS[away : away + 1]
    before = query_vector(SPACE, VECTORS[wanted : wanted + 1], weights=chosen)
    after = query_vector(SPACE, VECTORS[wanted : wanted + 1], unwanted, chosen)
    without = query_vector(SPACE, VECTORS[wanted : wanted + 1], unwanted[:0], chosen)

    assert unwanted[0] @ after <= unwanted[0] @ before + 1e-5
    assert np.array_equal(without, before)


def test_wanting_and_not_wanting_the_same_is_no_mistake() -> None:
    asked = query_vector(SPACE, VECTORS[:1], np.repeat(VECTORS[:1], 2, axis=0))

    assert np.isfinite(asked).all()


def test_something_must_count() -> None:
    with pytest.raises(ValueError, match="counts"):
        query_vector(SPACE, VECTORS[:1], weights=dict.fromkeys(WEIGHTS, 0.0))
