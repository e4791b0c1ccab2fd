"""Keys are read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.key import Key, Mode, parse_key

keys = st.builds(Key, st.integers(0, 11), st.sampled_from(Mode))


@given(keys)
def test_what_is_written_is_read_back(one: Key) -> None:
    assert parse_key(one.name) == one
    assert parse_key(one.shown) == one
    assert parse_key(one.name.lower()) == one


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A", Key(9)),
        ("am", Key(9, Mode.MINOR)),
        ("A minor", Key(9, Mode.MINOR)),
        ("F♯ min", Key(6, Mode.MINOR)),
        ("Gb", Key(6)),
        ("bb maj", Key(10, Mode.MAJOR)),
        ("B", Key(11)),
        ("Cb", Key(11)),
        ("e#", Key(5)),
        ("D_major", Key(2, Mode.MAJOR)),
    ],
)
def test_spellings(written: str, expected: Key) -> None:
    assert parse_key(written) == expected


@given(st.text(max_size=8))
def test_nothing_typed_is_an_error(text: str) -> None:
    found = parse_key(text)

    assert found is None or 0 <= found.root < 12


@pytest.mark.parametrize("text", ["", "H", "A##", "minor", "A m b", "10"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert parse_key(text) is None
