"""Typed text is understood, or said why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.search.parse import parse
from models.library.search.search import (
    Condition,
    ProblemKind,
    Property,
    Range,
    Search,
    State,
    TermProblem,
)
from models.library.tag import Tag
from models.library.text_folding import search_text
from models.types.sound_type import SoundType

LENGTH, RATE, CHANNELS = Property.LENGTH, Property.RATE, Property.CHANNELS
NOT_A_NUMBER = ProblemKind.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Deep KICK deep\t808 ", Search(words=("deep", "kick", "808"))),
        ('"Deep Kick" x', Search(words=("deep kick", "x"))),
        ('"never closed', Search(words=("never closed",))),
        ("kick -Loop", Search(words=("kick",), without=("loop",))),
        ('-"long loop"', Search(without=("long loop",))),
        ("-", Search(words=("-",))),
        ("~Snre", Search(fuzzy=("snre",))),
        ("~", Search(words=("~",))),
        (r"C:\Samples", Search(words=(r"c:\samples",))),
        ("909/kick_01.wav", Search(words=("909/kick_01.wav",))),
    ],
)
def test_words(typed: str, meant: Search) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "asked", "value"),
    [
        ("tag:Keep", Property.TAG, Tag.KEEP),
        ("tag=none", Property.TAG, Tag.NEUTRAL),
        ("tag:reject", Property.TAG, Tag.TRASH),
        ("tag:trash", Property.TAG, Tag.TRASH),
        ("mark:unmarked", Property.TAG, Tag.NEUTRAL),
        ("len<1", LENGTH, Range(high=1.0, open=True)),
        ("length<=1,5", LENGTH, Range(high=1.5)),
        ("len>300ms", LENGTH, Range(low=0.3, open=True)),
        ("LEN>=2min", LENGTH, Range(low=120.0)),
        ("len:0.5..2", LENGTH, Range(0.5, 2.0)),
        ("len:..2s", LENGTH, Range(None, 2.0)),
        ("rate:48000", RATE, Range(48_000.0, 48_000.0)),
        ("rate=44.1k", RATE, Range(44_100.0, 44_100.0)),
        ("ch:stereo", CHANNELS, Range(2, 2)),
        ("channels>2", CHANNELS, Range(low=2.0, open=True)),
        ("folder:Kicks", Property.FOLDER, "kicks"),
        ('folder:"One Shots"', Property.FOLDER, "one shots"),
        ("in:dusty", Property.COLLECTION, "dusty"),
        ("is:missing", Property.STATE, State.MISSING),
        ("type:Kick", Property.TYPE, SoundType.KICK),
    ],
)
def test_terms(typed: str, asked: Property, value: object) -> None:
    assert parse(typed).conditions == (Condition(asked, value),)  # type: ignore[arg-type]
    assert parse(f"-{typed}").conditions == (Condition(asked, value, negated=True),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("len<abc", TermProblem(NOT_A_NUMBER, "len<abc", LENGTH, "abc")),
        ("len:1..x", TermProblem(NOT_A_NUMBER, "len:1..x", LENGTH, "1..x")),
        ("rate:high", TermProblem(NOT_A_NUMBER, "rate:high", RATE, "high")),
        ("tag:maybe", TermProblem(ProblemKind.NOT_A_MARK, "tag:maybe", Property.TAG, "maybe")),
        ("tag>keep", TermProblem(ProblemKind.NOT_COMPARABLE, "tag>keep", Property.TAG, "keep")),
        ("is:green", TermProblem(ProblemKind.NOT_A_STATE, "is:green", Property.STATE, "green")),
        ("type:x", TermProblem(ProblemKind.NOT_A_TYPE, "type:x", Property.TYPE, "x")),
        ("key:h", TermProblem(ProblemKind.NOT_A_KEY, "key:h", Property.KEY, "h")),
        ("colour:red", TermProblem(ProblemKind.UNKNOWN_FILTER, "colour:red", None, "colour")),
    ],
)
def test_what_means_nothing_is_said_and_nothing_answers(typed: str, problem: TermProblem) -> None:
    expected = Search(("kick",), ("loop",), problems=(problem,), answerable=False)

    assert parse(f"kick {typed} -loop") == expected


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("len<", LENGTH),
        ("bpm:", Property.TEMPO),
        ('type:""', Property.TYPE),
        ("-key:", Property.KEY),
    ],
)
def test_a_term_that_is_still_typed_changes_nothing(typed: str, asked: Property) -> None:
    problem = TermProblem(ProblemKind.NO_VALUE, typed, asked)

    assert parse(f"kick {typed}") == Search(("kick",), problems=(problem,))


@given(st.text())
def test_no_text_is_too_odd(typed: str) -> None:
    search = parse(typed)

    assert bool(typed.split()) or search == Search()
    assert all((*search.words, *search.without))


@given(st.text(st.characters(codec="utf-8", exclude_characters='"'), min_size=1))
def test_every_name_is_found_by_itself_in_quotes(name: str) -> None:
    folded = search_text(name.encode())

    assert parse(f'"{name}"').words == ((folded,) if folded else ())
