"""The view transform: frame to pixel and back, and the invariants of zoom and pan."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.waveform.view import CLOSEST, View

LENGTHS = st.integers(1, 48_000 * 3600 * 10)
WIDTHS = st.integers(1, 4_000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.05, 20), st.floats(0, 1)),
        st.tuples(st.just("pan"), st.integers(-5_000, 5_000), st.just(0)),
        st.tuples(st.just("width"), st.integers(1, 4_000), st.just(0)),
    ),
    max_size=12,
)


TEN_MINUTES = 48_000 * 600


def fine(frames: int) -> float:
    """Return the tolerance for a few float64 roundings at the end of the sample."""
    return 4 * math.ulp(float(frames))


def walked(view: View, steps: list[tuple[str, float, float]]) -> View:
    for kind, amount, place in steps:
        if kind == "zoom":
            view = view.zoomed(amount, int(place * (view.width - 1)))
        elif kind == "pan":
            view = view.panned(int(amount))
        else:
            view = view.resized(int(amount))
    return view


@given(LENGTHS, WIDTHS, STEPS, st.floats(0, 1))
def test_frame_to_pixel_and_back_is_the_identity(
    frames: int, width: int, steps: list[tuple[str, float, float]], place: float
) -> None:
    view = walked(View.fit(frames, width), steps)
    frame = place * frames

    assert view.frame_at(view.x_at(frame)) == pytest.approx(frame, abs=fine(frames))
    assert view.x_at(view.frame_at(place * width)) == pytest.approx(
        place * width, abs=1e-9 * width + fine(frames) / view.spp
    )


@given(LENGTHS, WIDTHS, STEPS)
def test_a_view_stays_inside_the_sample(
    frames: int, width: int, steps: list[tuple[str, float, float]]
) -> None:
    view = walked(View.fit(frames, width), steps)

    assert min(CLOSEST, frames / view.width) * 0.999999 <= view.spp
    assert view.spp <= frames / view.width * 1.000001
    assert view.start > -view.spp * 1.000001
    assert view.end <= frames + view.spp * 1.000001
    assert view.end >= min(frames, view.width * view.spp) - view.spp


@given(LENGTHS, WIDTHS, STEPS, st.floats(0.1, 10), st.floats(0, 1))
def test_zoom_leaves_the_frame_under_the_pointer_where_it_is(
    frames: int, width: int, steps: list[tuple[str, float, float]], factor: float, place: float
) -> None:
    view = walked(View.fit(frames, width), steps)
    x = int(place * (view.width - 1))
    frame = view.frame_at(x + 0.5)
    zoomed = view.zoomed(factor, x)

    free = frame - (x + 0.5) * zoomed.spp
    clamped = free < 0 or free > frames - zoomed.width * zoomed.spp
    if not clamped:
        exact = max(1e-9, fine(frames) / zoomed.spp)
        assert zoomed.x_at(frame) == pytest.approx(x + 0.5, abs=exact)
        assert exact < 1e-6 or frames > TEN_MINUTES


@given(LENGTHS, WIDTHS, STEPS, st.integers(-300, 300))
def test_a_pan_changes_the_column_alone(
    frames: int, width: int, steps: list[tuple[str, float, float]], pixels: int
) -> None:
    view = walked(View.fit(frames, width), steps)
    panned = view.panned(pixels)

    assert panned.spp == view.spp
    assert panned.origin == view.origin


def test_a_short_sample_fills_the_width() -> None:
    view = View.fit(10, 1_000)

    assert view.x_at(10) == pytest.approx(1_000)
    assert view.whole


def test_a_fitted_view_stays_fitted_when_the_window_grows() -> None:
    assert View.fit(5_000, 900).resized(1_200) == View.fit(5_000, 1_200)


def test_a_resized_view_keeps_its_zoom_and_its_left_edge() -> None:
    view = View.fit(100_000, 1_000).zoomed(0.1, 500)
    wider = view.resized(1_200)

    assert wider.spp == view.spp
    assert wider.start == pytest.approx(view.start)


def test_showing_a_stretch_leaves_a_margin() -> None:
    view = View.fit(100_000, 1_000).showing(40_000, 50_000)

    assert 0 < view.x_at(40_000) < 100
    assert 900 < view.x_at(50_000) < 1_000


def test_centring_puts_the_frame_in_the_middle() -> None:
    view = View.fit(100_000, 1_000).zoomed(0.01, 0).centred(60_000)

    assert view.x_at(60_000) == pytest.approx(500, abs=1)


def test_an_empty_sample_has_a_view() -> None:
    view = View.fit(0, 100)

    assert view.panned(10).zoomed(0.5, 3).start == 0


@given(LENGTHS, WIDTHS, STEPS)
def test_both_ends_can_be_reached(
    frames: int, width: int, steps: list[tuple[str, float, float]]
) -> None:
    view = walked(View.fit(frames, width), steps)
    far = int(frames / view.spp) + 2

    assert view.panned(-far).start <= 1e-9 * view.spp
    assert view.panned(far).end >= frames - fine(frames) - 1e-9 * view.spp


@given(LENGTHS, WIDTHS, STEPS, st.integers(1, 48_000 * 3600))
def test_a_view_of_another_length_is_a_view_of_it(
    frames: int, width: int, steps: list[tuple[str, float, float]], truth: int
) -> None:
    view = walked(View.fit(frames, width), steps).with_frames(truth)

    assert view.frames == truth
    assert view.spp <= view.farthest
    assert view.start > -view.spp * 1.000001
    assert view.end <= truth + view.spp * 1.000001
