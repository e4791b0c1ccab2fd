"""Neighbours stay neighbours on the map, and it always looks the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.map.lasso import points_inside
from models.map.layout import lay_out, place_among


def sounds(
    count: int, kinds: int = 6, seed: int = 1
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return vectors around a few centres, and which centre each is of."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(9).normal(size=(kinds, 40))
    kind = chance.integers(0, kinds, count)
    vectors = centres[kind] + 0.35 * chance.normal(size=(count, 40))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), kind


@pytest.mark.parametrize(("count", "landmarks"), [(400, 400), (1_500, 300)])
def test_the_nearest_on_the_map_are_of_the_same_kind(count: int, landmarks: int) -> None:
    vectors, kind = sounds(count)
    places = lay_out(vectors, landmarks)
    apart = ((places[:, None] - places[None]) ** 2).sum(-1)
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, 1)[:, :5]

    assert (kind[nearest] == kind[:, None]).mean() > 0.95
    assert np.ptp(places, axis=0) == pytest.approx((1.95, 1.95), abs=0.1), "it takes all the room"


def test_it_always_looks_the_same() -> None:
    vectors, _ = sounds(200)

    assert np.array_equal(lay_out(vectors), lay_out(vectors.copy()))


def test_new_sounds_lie_among_those_like_them() -> None:
    vectors, kind = sounds(400)
    places = lay_out(vectors)
    more, kinds = sounds(60, seed=2)
    found = place_among(more, vectors, places)
    apart = ((found[:, None] - places[None]) ** 2).sum(-1)

    assert (kind[apart.argmin(1)] == kinds).mean() > 0.95


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 30), st.booleans())
def test_any_number_of_sounds_lies_within_the_map(count: int, same: bool) -> None:
    vectors, _ = sounds(max(1, count))
    if same:
        vectors[:] = vectors[0]
    places = lay_out(vectors[:count])

    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    assert not count or np.abs(places).max() <= 1


@given(
    st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=30),
    st.tuples(st.floats(0, 5), st.floats(0, 5)),
    st.tuples(st.floats(0.5, 5), st.floats(0.5, 5)),
)
def test_a_line_around_a_rectangle_holds_what_lies_in_it(
    points: list[tuple[float, float]], corner: tuple[float, float], size: tuple[float, float]
) -> None:
    (left, low), (right, high) = corner, (corner[0] + size[0], corner[1] + size[1])
    outline = np.array([(left, low), (right, low), (right, high), (left, high)], np.float32)
    spots = np.array(points, np.float32)
    found = points_inside(spots, outline)
    (x0, y0), (x1, y1) = outline[0], outline[2]
    for (x, y), within in zip(spots, found, strict=True):
        edge = min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < 1e-5
        assert edge or bool(within) == (x0 < x < x1 and y0 < y < y1)
