from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.features import COUNT
from models.embedding.space.kind_projection import KindProjection
from models.embedding.space.space import KNOWN, Space

TIMBRE = 8
ZERO, ONE = np.zeros(TIMBRE + COUNT, np.float32), np.ones(TIMBRE + COUNT, np.float32)
HIDDEN, HEARD, APART = 9, 7, 5
"""Hidden units, kinds and discriminants of the learned aspect."""
MIDDLE = np.array([(0.5 / HEARD) ** 0.5] * HEARD + [0.0] * APART, np.float32)


def drawn(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(shape).normal(size=shape).astype(np.float32)


KINDS = KindProjection(
    ZERO,
    ONE,
    (drawn(TIMBRE + COUNT, HIDDEN), drawn(HIDDEN), drawn(HIDDEN, HEARD), drawn(HEARD)),
    ZERO,
    drawn(TIMBRE + COUNT, APART),
    MIDDLE,
    np.eye(HEARD + APART, dtype=np.float32),
)
SPACE = Space(ZERO, ONE, KINDS)
PLAIN = Space(ZERO, ONE)
"""Of a model for which nothing was learned."""


def features(count: int, seed: int = 1, middle: float = 0.0) -> NDArray[np.float32]:
    source = np.random.default_rng(seed)
    return source.normal(middle, 1, (count, TIMBRE + COUNT)).astype(np.float32)


def test_vectors_have_length_1_and_aspects_what_they_weigh() -> None:
    vectors = SPACE.project(features(50))

    assert vectors.shape == (50, SPACE.size)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for name, place in SPACE.layout().items():
        lengths = np.linalg.norm(vectors[:, place], axis=1) ** 2
        assert np.allclose(lengths, WEIGHTS[name] / sum(WEIGHTS.values()), atol=1e-5)


def test_where_nothing_was_learned_the_other_aspects_share_it_all() -> None:
    vectors = PLAIN.project(features(20))

    assert set(PLAIN.layout()) == set(Aspect) - {Aspect.KIND}
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_kinds_are_the_same_in_every_library() -> None:
    place = SPACE.layout()[Aspect.KIND]
    adapted = SPACE.adapted(features(3 * KNOWN, middle=2))

    assert np.allclose(
        adapted.project(features(9))[:, place], SPACE.project(features(9))[:, place], atol=1e-6
    )


def test_aspects_lie_side_by_side_and_leave_nothing_out() -> None:
    places = list(SPACE.layout().values())

    assert [place.start for place in places] == [0, *(place.stop for place in places[:-1])]
    assert places[-1].stop == SPACE.size
    assert set(SPACE.layout()) == set(Aspect)


@given(st.floats(1e3, 1e30), st.integers(0, TIMBRE + COUNT - 1))
def test_one_mad_feature_does_not_make_a_vector_mad(value: float, at: int) -> None:
    given_features = features(1)
    given_features[0, at] = value
    vectors = SPACE.project(given_features)

    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-4)


def test_a_sound_that_is_wholly_usual_still_has_a_vector() -> None:
    assert np.linalg.norm(SPACE.project(SPACE.mean[None])) == pytest.approx(1, abs=1e-5)


def test_without_sounds_nothing_is_adapted() -> None:
    assert SPACE.adapted(features(0)) is SPACE


def test_a_large_library_is_measured_by_itself() -> None:
    adapted = SPACE.adapted(features(100 * KNOWN, middle=5))

    assert np.allclose(adapted.mean, 5, atol=0.1)
    assert np.allclose(adapted.spread, 1, atol=0.15)


def test_a_small_one_hardly_changes_what_is_usual() -> None:
    adapted = SPACE.adapted(features(KNOWN // 100, middle=5))

    assert np.allclose(adapted.mean, 0, atol=0.1)


def test_outliers_hardly_count() -> None:
    many = features(5 * KNOWN)
    spoilt = many.copy()
    spoilt[:5] = 1e6

    assert np.allclose(SPACE.adapted(spoilt).mean, SPACE.adapted(many).mean, atol=0.1)
    assert np.allclose(SPACE.adapted(spoilt).spread, SPACE.adapted(many).spread, atol=0.2)
