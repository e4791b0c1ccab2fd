"""Properties of the conversion between file and device frames."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.conversion import Conversion
from models.audio.span import Span
from models.audio.units import Frames, Hertz

rates = st.sampled_from((8_000, 11_025, 22_050, 44_100, 48_000, 88_200, 96_000, 192_000, 384_000))
conversions = st.builds(Conversion, rates.map(Hertz), rates.map(Hertz))
frames = st.integers(0, 10**9)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(frames)
    return Span(Frames(start), Frames(start + draw(st.integers(1, 10**7))))


@given(conversions, frames)
def test_the_nearest_frame_is_half_a_frame_away_at_most(conversion: Conversion, frame: int) -> None:
    exact = Fraction(frame * conversion.device, conversion.file)

    assert abs(conversion.to_device(frame) - exact) <= Fraction(1, 2)


@given(conversions, frames)
def test_there_and_back_is_the_same_frame(conversion: Conversion, frame: int) -> None:
    assert conversion.to_device(conversion.to_file(frame)) == frame


@given(rates.map(Hertz), frames)
def test_at_one_rate_nothing_changes(rate: Hertz, frame: int) -> None:
    conversion = Conversion(rate, rate)

    assert (conversion.to_device(frame), conversion.to_file(frame)) == (frame, frame)


@given(conversions, spans(), st.integers(1, 10**9))
def test_a_span_stays_inside_and_is_never_empty(
    conversion: Conversion, span: Span, length: int
) -> None:
    mapped = conversion.span_to_device(span, Frames(length))

    assert 0 <= mapped.start < mapped.end <= length


@given(conversions, frames, st.integers(1, 10**6), st.integers(1, 10**6))
def test_spans_that_touch_touch_on_the_device(
    conversion: Conversion, start: int, first: int, second: int
) -> None:
    step = max(1, conversion.file // conversion.device) * 2  # else one is stretched to a frame
    middle, end = start + first * step, start + (first + second) * step
    before = conversion.span_to_device(Span(Frames(start), Frames(middle)), Frames(10**12))
    after = conversion.span_to_device(Span(Frames(middle), Frames(end)), Frames(10**12))

    assert before.end == after.start


@given(conversions)
def test_steps_last_equally_long_and_cannot_be_smaller(conversion: Conversion) -> None:
    file, device = conversion.steps

    assert Fraction(file, device) == Fraction(conversion.file, conversion.device)
    assert Fraction(file, device).numerator == file


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not rates"):
        Conversion(Hertz(0), Hertz(48_000))
