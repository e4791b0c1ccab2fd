"""A question by voice is compared by other weights, which those asked for still change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import Seconds
from models.embedding.aspect import IMITATION, WEIGHTS, Aspect
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound

TAKE = Sound(b"/take.wav", recorded=Seconds(1.0))
FILE = Sound(b"/kick.wav")


def test_only_a_wanted_take_changes_the_weights() -> None:
    assert SimilarityQuery((FILE,), (TAKE,)).compared_by is WEIGHTS
    assert SimilarityQuery((FILE, TAKE)).compared_by == pytest.approx(IMITATION)


@given(st.dictionaries(st.sampled_from(Aspect), st.floats(0, 9), min_size=1))
def test_an_aspect_counts_if_and_only_if_it_was_asked_for(weights: dict[Aspect, float]) -> None:
    found = SimilarityQuery((TAKE,), weights=weights).compared_by

    assert found.keys() == weights.keys()
    assert all((found[one] > 0) is (weights[one] > 0) for one in found if weights[one] > 1e-300)
    doubled = {one: 2 * weight for one, weight in weights.items()}
    again = SimilarityQuery((TAKE,), weights=doubled).compared_by
    assert again == pytest.approx({one: 2 * weight for one, weight in found.items()})
