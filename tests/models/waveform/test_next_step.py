"""When the playhead moves next."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from models.audio.anchor import Anchor
from models.audio.span import Span
from models.audio.units import Frames, Seconds
from models.waveform.next_step import next_step
from models.waveform.view import View

GRAIN = 1e-3
"""Pixels within which rounding errors may move a step."""
SPEED = 48_000.0
BRIEFEST = 1e-3
"""Seconds of sound in the shortest view that a step of rounding errors does not leap over."""


def lasts(view: View) -> bool:
    """Tell whether the view shows more than `BRIEFEST`."""
    return (view.end - view.start) / SPEED > BRIEFEST


def pixel(view: View, anchor: Anchor, now: float) -> int | None:
    """Return the pixel at which the playhead is drawn, `None` outside of the view."""
    x = view.x_at(anchor.position(Seconds(now)))
    return round(x) if 0 <= x <= view.width else None


@st.composite
def views(draw: st.DrawFn) -> View:
    frames, width = draw(st.integers(1, 10**8)), draw(st.integers(1, 2_000))
    view = View.fit(frames, width)
    factor, x = draw(st.floats(1e-4, 1.0)), draw(st.floats(0, width - 1))
    return view.zoomed(factor, x)


@st.composite
def anchors(draw: st.DrawFn, frames: int) -> Anchor:
    begin = draw(st.integers(0, frames - 1))
    end = draw(st.integers(begin + 1, frames))
    frame = begin + draw(st.floats(0, 0.999)) * (end - begin)
    loops = draw(st.booleans())
    loop = Span(Frames(begin), Frames(end)) if loops else None
    speed = draw(st.sampled_from((8_000.0, 48_000.0, 96_000.0)))
    return Anchor(frame, Seconds(5.0), speed, loop, None if loops else float(end))


@given(st.data(), views(), st.floats(0, 100), st.floats(0, 0.999))
def test_nothing_moves_before_the_next_step(
    data: st.DataObject, view: View, later: float, part: float
) -> None:
    anchor = data.draw(anchors(view.frames))
    now = Seconds(5.0 + later)
    step = next_step(view, anchor, now)
    if step is None:
        step = Seconds(now + 100.0)
    between = now + part * (step - now)
    x = view.x_at(anchor.position(now))
    assume(abs((x + 0.5) - round(x + 0.5)) > GRAIN)  # not on a border already
    assume(abs(view.x_at(anchor.position(Seconds(between))) - x) < view.width)  # not wrapped late

    assume(step - between > 2e-5)
    assert pixel(view, anchor, between) == pixel(view, anchor, now)


@given(views(), st.floats(0, 0.9))
def test_at_the_next_step_it_has_moved(view: View, part: float) -> None:
    frame = view.start + part * (view.end - view.start)
    assume(0 <= frame < view.frames and lasts(view))
    anchor = Anchor(frame, Seconds(0.0), SPEED)
    step = next_step(view, anchor, Seconds(0.0))

    assert step is not None
    assert step > 0
    assert pixel(view, anchor, step) != pixel(view, anchor, 0.0)


@given(views())
def test_it_comes_into_view(view: View) -> None:
    assume(view.start > 1 and lasts(view))
    anchor = Anchor(0.0, Seconds(0.0), SPEED)
    step = next_step(view, anchor, Seconds(0.0))

    assert step is not None
    assert pixel(view, anchor, step) is not None


def test_a_loop_is_over_before_it_leaves_its_pixel() -> None:
    view = View.fit(1_000, 10)
    anchor = Anchor(500.0, Seconds(0.0), 1_000.0, Span(Frames(460), Frames(510)))
    step = next_step(view, anchor, Seconds(0.0))

    assert step is not None
    assert abs(step - 0.01) < 1e-3


@given(views())
def test_what_stands_has_no_next_step(view: View) -> None:
    end = float(view.frames)

    assert next_step(view, Anchor(0.0, Seconds(0.0), 0.0), Seconds(1.0)) is None
    assert next_step(view, Anchor(end, Seconds(0.0), SPEED, end=end), Seconds(1.0)) is None
