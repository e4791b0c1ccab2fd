"""When raw frames are requested, and how many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audio.span import Span
from models.audio.units import Frames
from models.waveform.detail import covering, make_detail, wanted_detail
from models.waveform.picture import Picture
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture

LONG = 48_000 * 600


def long_picture() -> Picture:
    return replace(picture(noise(0, 9_000, 1), raw=False), frames=Frames(LONG))


def answered(shown: Picture, span: Span) -> Picture:
    detail = make_detail(span.start, np.zeros((1, span.length), np.float32))
    return replace(shown, detail=detail)


@settings(max_examples=50)
@given(st.integers(0, LONG), st.floats(0, 9), st.integers(1, 2_000))
def test_an_answer_is_never_asked_for_again(start: int, size: float, width: int) -> None:
    shown = long_picture()
    view = View.fit(LONG, width).showing(start, start + 10**size)
    span = wanted_detail(shown, view)

    if span is not None:
        assert span.start % 64 == 0
        assert span.end <= LONG
        if span.length < 1_000_000:
            then = answered(shown, span)
            assert covering(then, view) is not None
            assert wanted_detail(then, view) is None


def test_the_whole_view_needs_no_frames() -> None:
    assert wanted_detail(long_picture(), View.fit(LONG, 1_000)) is None


def test_a_pan_by_less_than_a_width_needs_no_more() -> None:
    shown = long_picture()
    near = View.fit(LONG, 1_000).showing(1_000_000, 1_100_000)
    span = wanted_detail(shown, near)
    assert span is not None
    then = answered(shown, span)

    assert wanted_detail(then, near.panned(900)) is None
    assert wanted_detail(then, near.panned(-900)) is None
    assert wanted_detail(then, near.panned(1_500)) is not None


def test_a_short_sound_holds_all_it_needs() -> None:
    shown = picture(noise(0, 9_000, 1))

    assert wanted_detail(shown, View.fit(9_000, 500).zoomed(0.01, 3)) is None


def test_an_empty_sound_needs_nothing() -> None:
    shown = replace(long_picture(), frames=Frames(0))

    assert wanted_detail(shown, View.fit(0, 500)) is None
