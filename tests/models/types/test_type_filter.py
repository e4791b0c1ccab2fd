"""A type is a term of the search like any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types.sound_type import SoundType
from models.types.type_filter import filtered_type, toggle_type


@given(st.lists(st.sampled_from(["kick", "-loop", "len<1", "tag:keep", '"two words"'])))
def test_the_same_again_takes_it_out(terms: list[str]) -> None:
    typed = " ".join(terms)
    narrowed = toggle_type(typed, SoundType.SNARE)

    assert filtered_type(narrowed) is SoundType.SNARE
    assert toggle_type(narrowed, SoundType.SNARE) == typed
    assert filtered_type(toggle_type(narrowed, SoundType.KICK)) is SoundType.KICK


@pytest.mark.parametrize("typed", ["", "kick", "-type:kick", "type:kick type:hat", "type:thing"])
def test_nothing_is_chosen(typed: str) -> None:
    assert filtered_type(typed) is None
