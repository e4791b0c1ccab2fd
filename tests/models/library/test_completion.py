"""Completions lead from what is typed to terms that the parser understands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.search.completion import Known, completions, term_at
from models.library.search.parse import LIKE, parse
from models.library.search.search import Property
from models.types.sound_type import SoundType

KNOWN = Known(
    {Property.COLLECTION: ("Dusty kit", "breaks"), Property.FOLDER: ("Kicks", "one shots")},
    {SoundType.SNARE: 207},
)


def terms(typed: str) -> list[str]:
    return [one.term for one in completions(typed, len(typed), KNOWN)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ty", "type:"),
        ("deep sna", "type:snare"),
        ("type:sn", "type:snare"),
        ("type:kick,ha", "type:kick,hat"),
        ("-ta", "-tag:"),
        ("tag:r", "tag:reject"),
        ("in:", 'in:"Dusty kit"'),
        ("in:kit", 'in:"Dusty kit"'),
        ('folder:"one', 'folder:"one shots"'),
        ("key:F#", "key:F#m"),
        ("", "type:"),
    ],
)
def test_what_is_typed_is_completed(typed: str, first: str) -> None:
    assert terms(typed)[0] == first


@pytest.mark.parametrize("typed", ["type:kick", "like:sna", "foo:b", "bpm:12", "zz"])
def test_nothing_is_left_to_complete(typed: str) -> None:
    assert terms(typed) == []


def test_listed_types_are_counted() -> None:
    assert [(one.term, one.count) for one in completions("type:sn", 7, KNOWN)] == [
        ("type:snare", 207)
    ]


def test_only_the_term_at_the_cursor_is_replaced() -> None:
    (first, *_) = completions("loop ty len<1", 7, KNOWN)

    assert (first.typed, first.cursor) == ("loop type: len<1", 10)
    assert completions("loop ty len<1", 6, KNOWN) == ()


@given(st.text(alphabet="tygakiesn:-, \"'<1", max_size=12), st.integers(0, 12))
def test_a_completion_is_the_line_with_a_term_that_is_understood(typed: str, cursor: int) -> None:
    cursor = min(cursor, len(typed))
    start, end = term_at(typed, cursor)
    for one in completions(typed, cursor, KNOWN):
        assert one.typed.startswith(typed[:start] + one.term)
        assert one.typed.endswith(typed[end:])
        assert one.typed[: one.cursor].rstrip().endswith(one.term)
        understood = parse(one.term)
        assert one.open or (not understood.problems and len(understood.conditions) == 1)
        if one.open and not one.term.startswith(LIKE):
            assert one.term.strip("-:") in {each.value for each in Property}
