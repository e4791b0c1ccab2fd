"""Extrapolation of the playback position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.anchor import Anchor
from models.audio.span import Span
from models.audio.units import Frames, Seconds

times = st.floats(0, 1e5).map(Seconds)
speeds = st.sampled_from((8_000.0, 44_100.0, 48_000.0, 384_000.0))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 10**8))
    return Span(Frames(start), Frames(start + draw(st.integers(1, 10**8))))


@given(spans(), st.floats(0, 0.999), times, speeds)
def test_in_a_loop_it_never_leaves_the_loop(
    loop: Span, part: float, later: Seconds, speed: float
) -> None:
    anchor = Anchor(loop.start + part * loop.length, Seconds(5.0), speed, loop)

    assert loop.start <= anchor.position(Seconds(5.0 + later)) <= loop.end


@given(spans(), times, speeds)
def test_a_loop_comes_back_after_its_length(loop: Span, later: Seconds, speed: float) -> None:
    anchor = Anchor(float(loop.start), Seconds(0.0), speed, loop)
    round_trip = Seconds(later + loop.length / speed)

    assert abs(anchor.lag(anchor.position(later), round_trip)) < 1e-3


@given(st.floats(0, 1e8), st.floats(0, 1e8), times, speeds)
def test_played_once_it_stays_at_the_end(
    start: float, length: float, later: Seconds, speed: float
) -> None:
    anchor = Anchor(start, Seconds(0.0), speed, end=start + length)

    assert start <= anchor.position(later) <= start + length


@given(st.floats(0, 1e8), times)
def test_paused_it_stays(frame: float, later: Seconds) -> None:
    anchor = Anchor(frame, Seconds(0.0), 0.0)

    assert anchor.position(later) == frame
    assert not anchor.lag(frame + 100, later)


def test_before_its_time_it_has_not_moved() -> None:
    assert Anchor(100.0, Seconds(5.0), 48_000.0).position(Seconds(4.0)) == 100.0


@given(st.floats(-0.4, 0.4), times)
def test_the_lag_is_what_playback_is_behind(lag: float, later: Seconds) -> None:
    anchor = Anchor(1_000.0, Seconds(0.0), 48_000.0)
    frame = 1_000.0 + (later - lag) * 48_000.0

    assert anchor.lag(frame, later) == pytest.approx(lag, abs=1e-6)


def test_in_a_loop_the_lag_is_the_shorter_way_round() -> None:
    loop = Span(Frames(0), Frames(48_000))
    anchor = Anchor(10.0, Seconds(0.0), 48_000.0, loop)

    assert anchor.lag(47_990.0, Seconds(0.0)) == pytest.approx(20 / 48_000)
