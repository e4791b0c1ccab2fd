"""Numbers typed for the selection say the frames that they mean, or why they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.clock import clock, span_words
from models.audio.span import Span
from models.audio.typed_span import Before, InvalidNumber, SpanPart, parse_time, typed_span
from models.audio.units import Frames, Hertz, Seconds

RATE, TEMPO = Hertz(48_000), 120.0
BEAT = 24_000


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ("1.5", 72_000),
        ("1,5 s", 72_000),
        (".5", 24_000),
        ("300 ms", 14_400),
        ("0:01.5", 72_000),
        ("1:00:00", 3600 * RATE),
        ("51\u2009345 frames", 51_345),
        ("51 345f", 51_345),
        ("1 sample", 1),
        ("2 beats", 2 * BEAT),
        ("3 beats @104", 3 * BEAT),
        ("1 bar", 4 * BEAT),
        ("2 min", 120 * RATE),
        ("1/2", RATE / 2),
        ("1 1/2 beats", 1.5 * BEAT),
        ("3 / 4 bar", 3 * BEAT),
        ("1+1/3 s", RATE * 4 / 3),
        ("2½ beats", 2.5 * BEAT),
        ("⅓ beat", BEAT / 3),
    ],
)
def test_a_time_is_understood(words: str, frames: float) -> None:
    assert parse_time(words, RATE, TEMPO) == pytest.approx(frames)


@pytest.mark.parametrize(
    "words", ["", "abc", "1.2.3", "3 pigs", "1:2:3:4", "--1", "ms", "1e5", "1/0", "1/", "½½"]
)
def test_what_is_no_time_says_how_to_write_one(words: str) -> None:
    with pytest.raises(InvalidNumber, match=r"write 1\.5 s"):
        parse_time(words, RATE, TEMPO)


def test_a_number_without_a_unit_has_that_of_its_field() -> None:
    assert parse_time("3", RATE, TEMPO, "beats") == 3 * BEAT
    assert parse_time("3 ms", RATE, TEMPO, "beats") == 144
    assert parse_time("1/2", RATE, TEMPO, "beats") == BEAT / 2


@given(st.integers(0, 10**8))
def test_what_is_shown_can_be_typed(frames: int) -> None:
    time = Seconds(frames / RATE)

    assert abs(parse_time(clock(time), RATE, TEMPO) - frames) <= RATE / 1000 + 1
    assert parse_time(f"{frames}f", RATE, TEMPO) == frames
    if time < 60:
        assert abs(parse_time(span_words(time), RATE, TEMPO) - frames) <= max(48, frames / 1000)


spans = st.tuples(st.integers(0, 999), st.integers(1, 1_000)).filter(lambda one: one[0] < one[1])


@given(
    st.sampled_from(SpanPart),
    st.floats(-2_000, 2_000),
    st.none() | spans,
    st.integers(-5, 1_005),
)
def test_a_typed_number_becomes_that_of_the_selection_or_is_refused(
    part: SpanPart, value: float, before: tuple[int, int] | None, cursor: int
) -> None:
    selection = Span(Frames(before[0]), Frames(before[1])) if before else None
    try:
        found = typed_span(part, value, Before(selection, cursor, 1_000, RATE))
    except InvalidNumber:
        room = {
            SpanPart.START: range(1_000),
            SpanPart.END: range(1, 1_001),
            SpanPart.LENGTH: range(1, 1_001 - (selection.start if selection else 999)),
        }
        assert round(value) not in room.get(part, room[SpanPart.LENGTH])
        return
    typed = {
        SpanPart.START: found.start,
        SpanPart.END: found.end,
        SpanPart.LENGTH: found.length,
        SpanPart.BEATS: found.length,
    }
    assert typed[part] == round(value)
    assert found.end <= 1_000
    if selection is not None:
        edges = (found.start, found.end), (selection.start, selection.end)
        kept, same = (edge[part is SpanPart.START] for edge in edges)
        past_the_other = typed[part] >= same if part is SpanPart.START else typed[part] <= same
        if part in {SpanPart.START, SpanPart.END} and past_the_other:
            room_left = 1_000 - found.start if part is SpanPart.START else found.end
            assert found.length == min(selection.length, room_left)
        else:
            assert kept == same
