"""Search is blind to upper and lower case, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.searching import folded


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
