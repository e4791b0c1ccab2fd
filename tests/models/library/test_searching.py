"""Search is blind to upper and lower case, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.searching import folded, searchable, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KICK", "kick"),
        ("ÄRGER", "ärger"),
        ("STRASSE", "straße"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("u\u0308ber", "\u00dcBER"),
    ],
)
def test_case_does_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_take_the_short_way_to_the_same_result(text: str) -> None:
    assert folded(text) == text.casefold()


@given(st.text())
def test_every_word_of_a_name_finds_it(name: str) -> None:
    path = name.replace("/", "-").encode("utf-8", "replace")

    assert all(word in searchable(path) for word in words(path.decode()))


def test_words_are_parted_by_blanks_and_kept_once() -> None:
    assert words("  Deep KICK deep\t808 ") == ("deep", "kick", "808")
    assert words(" ") == ()


@given(st.text(st.characters()))
def test_words_can_always_be_stored(typed: str) -> None:
    assert all(word.encode() and "\0" not in word for word in words(typed))
