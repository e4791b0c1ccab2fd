"""Pixels and places belong together, however one looks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.map.viewport import CLOSEST, Viewport

spots = st.tuples(st.floats(0, 800), st.floats(0, 400))
factors = st.floats(0.2, 5)


def looked(steps: list[tuple[float, tuple[float, float]]]) -> Viewport:
    ground = Viewport((100.0, 50.0), (800.0, 400.0))
    for factor, about in steps:
        ground = ground.zoomed(factor, about)
    return ground


@given(st.lists(st.tuples(factors, spots), max_size=6), spots)
def test_there_and_back_is_the_same_pixel(
    steps: list[tuple[float, tuple[float, float]]], pixel: tuple[float, float]
) -> None:
    ground = looked(steps)

    assert ground.pixel(ground.place(pixel)) == pytest.approx(pixel, abs=1e-6)
    assert 1 <= ground.zoom <= CLOSEST


@given(st.floats(1.1, 5), spots)
def test_what_is_under_the_mouse_stays_there(factor: float, about: tuple[float, float]) -> None:
    ground = looked([(3.0, (500.0, 250.0))])
    place = ground.place(about)
    closer = ground.zoomed(factor, about)
    inner = all(abs(part) < 0.999 for part in closer.centre)

    assert not inner or closer.pixel(place) == pytest.approx(about, abs=1e-6)


def test_the_nearest_point_is_hit_within_reach_only() -> None:
    ground = looked([])
    places = np.array([(0.0, 0.0), (0.1, 0.0)], np.float32)
    x, y = ground.pixel((0.1, 0.0))

    assert ground.nearest(places, (x + 3, y), 10) == 1
    assert ground.nearest(places, (x + 11, y), 10) is None
    assert ground.nearest(places[:0], (x, y), 10) is None
