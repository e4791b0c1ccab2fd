"""Every problem of a search is said with a way to write it."""

from __future__ import annotations

import pytest

from models.library.search.parse import parse
from models.library.search.respelling import Respelling
from models.library.search.search import ProblemKind, Property
from ui.text.search import EXAMPLES, problem_words, respelling_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("foo:bar", "foo:bar: unknown filter “foo”. Try: tag, name, folder, "),
        ("len<abc", "len<abc: not a number, e.g. len<1"),
        ("bpm:", "bpm:: add a value, e.g. bpm:120"),
        ("tag>keep", "tag>keep: cannot be compared, try tag:keep"),
        ("tag:maybe", "tag:maybe: marks: keep, reject, unmarked"),
        ("is:green", "is:green: states: missing, broken"),
        ("type:foo", "type:foo: types: kick, snare, "),
        ("key:h", "key:h: keys: A, F#, Am"),
    ],
)
def test_problems(typed: str, words: str) -> None:
    (problem,) = parse(typed).problems
    assert problem_words(problem).startswith(words)


def test_every_kind_of_problem_is_met_above() -> None:
    typed = "foo:bar len<abc bpm: tag>keep tag:maybe is:green type:foo key:h"
    assert {one.kind for one in parse(typed).problems} == set(ProblemKind)


@pytest.mark.parametrize("asked", Property)
def test_examples_are_understood(asked: Property) -> None:
    for example in EXAMPLES[asked].split(" or "):
        search = parse(example)
        assert not search.problems
        assert [one.property for one in search.conditions] == [asked]


def test_a_word_that_was_taken_for_another() -> None:
    assert respelling_words(()) == ""
    one = Respelling("snrae", ("snare",))
    assert respelling_words((one,)) == "No match for “snrae”, showing “snare”"
