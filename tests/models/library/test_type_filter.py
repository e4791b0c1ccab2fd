"""A type is a term of the search like any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.search.type_filter import filtered_types, toggle_type, without_types
from models.types.sound_type import SoundType

TERMS = st.lists(st.sampled_from(["kick", "-loop", "len<1", "tag:keep", '"two words"']))


@given(TERMS, st.lists(st.sampled_from(SoundType), max_size=5))
def test_each_chip_is_on_or_off(terms: list[str], pressed: list[SoundType]) -> None:
    typed, wanted = " ".join(terms), frozenset[SoundType]()
    searched = typed
    for kind in pressed:
        searched, wanted = toggle_type(searched, kind), wanted ^ {kind}

        assert filtered_types(searched) == wanted
    assert without_types(searched) == typed


@pytest.mark.parametrize("typed", ["", "kick", "-type:kick", "type:kick type:hat", "type:thing"])
def test_nothing_is_chosen(typed: str) -> None:
    assert not filtered_types(typed)


def test_an_excluded_type_is_no_filter_of_types() -> None:
    assert without_types("deep -type:hat type:kick,snare") == "deep -type:hat"
