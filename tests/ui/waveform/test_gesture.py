"""What a finger on the waveform means, without a window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames, Pixels
from models.waveform.view import View
from ui.waveform.gesture import Drag, Edge, Pinch, Reach, Scene, Slide, Sweep, press

FRAMES, WIDTH = 100_000, 1_000
VIEW = View.fit(Frames(FRAMES), WIDTH)
MOUSE = Reach(grab=9, slack=3)


def scene(selection: Span | None = None, view: View = VIEW) -> Scene:
    return Scene(view, FRAMES, selection, MOUSE)


def span(start: int, end: int) -> Span:
    return Span(Frames(start), Frames(end))


def test_a_drag_selects_from_the_first_pixel() -> None:
    gesture = press(scene(), 100, on_bar=False)

    (first,) = gesture.move(VIEW, 101)
    (later,) = gesture.move(VIEW, 150)

    assert first == intents.Select(span(10_000, 10_100), provisional=True)
    assert later == intents.Select(span(10_000, 15_000))
    assert gesture.release(VIEW, 150) == (intents.SnapEdges(start=True, end=True),)


def test_a_press_that_hardly_moved_was_a_click() -> None:
    before = span(40_000, 60_000)
    gesture = press(scene(before), 100, on_bar=False)
    gesture.move(VIEW, 103)

    assert gesture.release(VIEW, 102) == (
        intents.Select(before, provisional=True),
        intents.PlayFrom(Frames(10_000)),
    )


def test_a_drag_to_the_left_selects_too() -> None:
    gesture = press(scene(), 500, on_bar=False)
    (intent,) = gesture.move(VIEW, 400)

    assert intent == intents.Select(span(40_000, 50_000))


def test_a_drag_beyond_the_widget_ends_at_the_sample() -> None:
    gesture = press(scene(), 500, on_bar=False)

    assert gesture.move(VIEW, 5_000) == (intents.Select(span(50_000, FRAMES)),)
    assert gesture.move(VIEW, -70) == (intents.Select(span(0, 50_000)),)


@pytest.mark.parametrize("offset", [-9, -4, 0, 4, 9])
@pytest.mark.parametrize("edge", ["start", "end"])
def test_an_edge_follows_from_the_first_pixel_and_keeps_its_distance(
    edge: str, offset: int
) -> None:
    selection = span(40_000, 60_000)
    at = (400 if edge == "start" else 600) + offset
    gesture = press(scene(selection), at, on_bar=False)
    (intent,) = gesture.move(VIEW, at + 1)

    assert isinstance(gesture, Edge)
    moved = span(40_100, 60_000) if edge == "start" else span(40_000, 60_100)
    assert intent == intents.Select(moved)


def test_edges_never_cross() -> None:
    gesture = press(scene(span(40_000, 60_000)), 400, on_bar=False)

    assert gesture.move(VIEW, 900) == (intents.Select(span(59_999, 60_000)),)


def test_a_narrow_selection_leaves_room_for_a_click() -> None:
    narrow = span(50_000, 50_600)

    assert isinstance(press(scene(narrow), 503, on_bar=False), Sweep)
    assert isinstance(press(scene(narrow), 499, on_bar=False), Edge)


def test_the_bar_slides_the_selection() -> None:
    gesture = press(scene(span(40_000, 60_000)), 500, on_bar=True)

    assert isinstance(gesture, Slide)
    assert gesture.move(VIEW, 510) == (intents.Select(span(41_000, 61_000)),)
    assert gesture.move(VIEW, 2_000) == (intents.Select(span(80_000, 100_000)),)


def test_the_middle_button_moves_the_picture() -> None:
    gesture = Drag(500)

    assert gesture.move(VIEW, 490) == (intents.Pan(Pixels(10)),)
    assert gesture.move(VIEW, 490) == ()
    assert gesture.move(VIEW, 495) == (intents.Pan(Pixels(-5)),)


@given(
    st.floats(-500, 1_500),
    st.lists(st.floats(-500, 1_500), max_size=20),
    st.integers(0, FRAMES - 1),
    st.integers(1, FRAMES),
    st.booleans(),
)
def test_whatever_the_finger_does_spans_lie_inside_the_sample(
    pressed: float, path: list[float], start: int, length: int, on_bar: bool
) -> None:
    selection = span(start, min(FRAMES, start + length))
    gesture = press(scene(selection), pressed, on_bar=on_bar)
    for x in path:
        for intent in gesture.move(VIEW, x):
            assert isinstance(intent, intents.Select)
            assert intent.span is not None
            assert 0 <= intent.span.start < intent.span.end <= FRAMES


@pytest.mark.parametrize(("at", "end"), [(400, False), (600, True)])
def test_an_edge_that_is_let_go_comes_to_rest(at: int, end: bool) -> None:
    gesture = press(scene(span(40_000, 60_000)), at, on_bar=False)
    gesture.move(VIEW, at + 7)

    assert gesture.release(VIEW, at + 7) == (intents.SnapEdges(start=not end, end=end),)


@pytest.mark.parametrize(("at", "on_bar"), [(100, False), (400, False), (500, True)])
def test_what_is_called_off_was_never_there(at: int, on_bar: bool) -> None:
    before = span(40_000, 60_000)
    gesture = press(scene(before), at, on_bar=on_bar)
    gesture.move(VIEW, at + 50)

    assert gesture.cancel() == (intents.Select(before),)


PIXELS = st.floats(0, WIDTH)


@given(PIXELS, PIXELS, PIXELS, PIXELS)
def test_a_pinch_keeps_what_is_between_the_fingers_between_them(
    one: float, other: float, moved_one: float, moved_other: float
) -> None:
    view = VIEW.zoomed(0.1, 400)
    (intent,) = Pinch(view, one, other).move(moved_one, moved_other)

    assert isinstance(intent, intents.SetView)
    middle = (moved_one + moved_other) / 2
    held = view.frame_at((one + other) / 2)
    assert intent.start + middle * intent.spp == pytest.approx(held, abs=1e-6 * FRAMES)


@given(st.floats(20, WIDTH), st.floats(20, WIDTH))
def test_a_pinch_keeps_both_places_under_the_fingers(apart: float, moved: float) -> None:
    view = VIEW.zoomed(0.1, 400)
    (intent,) = Pinch(view, 500 - apart / 2, 500 + apart / 2).move(500 - moved / 2, 500 + moved / 2)

    assert isinstance(intent, intents.SetView)
    for side in (-1, 1):
        held = view.frame_at(500 + side * apart / 2)
        assert intent.start + (500 + side * moved / 2) * intent.spp == pytest.approx(held, abs=0.01)


def test_fingers_that_do_not_move_change_nothing() -> None:
    (intent,) = Pinch(VIEW, 200, 700).move(200, 700)

    assert isinstance(intent, intents.SetView)
    assert (intent.start, intent.spp) == pytest.approx((VIEW.start, VIEW.spp))
