"""What is read of a TOML text that is not valid."""

from __future__ import annotations

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.config.recovery import read_toml

LINES = st.sampled_from(
    [
        *("a = 1", "b = [1, 2", "c = 'x", "[t]", "[t", "d = {e=1}", "= 3", "", "# said", "]"),
        *("f = [", "  1,", 'g = """', "h = true", "[[l]]", "a = 2", "\udcff = 1", "i = '''"),
    ]
)


@given(st.lists(LINES, max_size=10))
def test_what_is_left_is_valid_and_each_line_is_read_or_told(lines: list[str]) -> None:
    text = "\n".join(lines)
    found, left_out = read_toml(text)
    kept = list(lines)
    for one in left_out:
        assert 1 <= one.first <= one.last <= len(lines)
        assert one.reason
        kept[one.first - 1 : one.last] = [""] * (one.last + 1 - one.first)

    assert tomllib.loads("\n".join(kept)) == found
    with suppress(tomllib.TOMLDecodeError):
        assert tomllib.loads(text) == found or left_out
    assert sorted(left_out, key=lambda one: one.first) == list(left_out)


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("a = 1\nb = 1 2\nc = 3", {"a": 1, "c": 3}, ["line 2, “b = 1 2”"]),
        ("a = [1, 2\nb = 3", {"b": 3}, ["line 1, “a = [1, 2”: unclosed array"]),
        ("a = 'x\nb = 3", {"b": 3}, ["line 1, “a = 'x”"]),
        ('a = """x\nb = 3', {"b": 3}, ['line 1, “a = """x”: unterminated string']),
        ("[t\na = 1\n\n[u]\nb = 2", {"u": {"b": 2}}, ["lines 1-2, “[t”"]),
        ("a = [\n 1,\n 2 3,\n]\nb = 1", {"b": 1}, ["lines 1-4, “a = [”"]),
        ("a = =\nb = =\nc = 1", {"c": 1}, ["line 1, “a = =”", "line 2, “b = =”"]),
        ("a = 1\na = 2", {"a": 1}, ["line 2, “a = 2”: cannot overwrite a value"]),
        ("a = '\udcfc'\nb = 1", {"b": 1}, ["line 1, “a = '\ufffd'”: not UTF-8"]),
    ],
)
def test_the_bad_line_is_named(text: str, found: dict[str, object], said: list[str]) -> None:
    read, left_out = read_toml(text)

    assert read == found
    assert len(left_out) == len(said)
    for one, words in zip(left_out, said, strict=True):
        assert str(one).startswith(words)
