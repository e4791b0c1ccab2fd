"""Names sort as people count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.sort_key import file_key, folder_key, natural_key

numbers = st.integers(0, 10**40)
parts = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).map(
    str.encode
)


@given(numbers, numbers)
def test_numbers_sort_by_value(a: int, b: int) -> None:
    assert (natural_key(f"kick {a} x") < natural_key(f"kick {b} x")) == (a < b)


@given(numbers, st.integers(0, 5))
def test_leading_zeros_do_not_count(number: int, zeros: int) -> None:
    assert natural_key(f"a{'0' * zeros}{number}") == natural_key(f"a{number}")


@given(st.lists(parts, min_size=1), parts, parts)
def test_a_folder_sorts_with_what_is_in_it(path: list[bytes], inner: bytes, other: bytes) -> None:
    folder = b"/".join(path)
    key, below = folder_key(folder), folder_key(folder + b"/" + inner)
    neighbour = folder_key(folder + other)

    assert key < below
    assert not key < neighbour < below or neighbour == key


@pytest.mark.parametrize(
    "names",
    [
        ["kick.wav", "Kick 2.wav", "KICK 10.wav", "kick 10 b.wav"],
        ["1.wav", "2.flac", "2.wav", "10.wav", "a.wav"],
        ["über 2.wav", "Über 10.wav"],
    ],
)
def test_files_sort_like_this(names: list[str]) -> None:
    shuffled = set(names)

    assert sorted(shuffled, key=lambda name: file_key(name.encode())) == names
