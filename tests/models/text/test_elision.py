from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.elision import SIGN, elide
from models.text.grapheme import boundaries

NAMES = st.text("ab 01289._-é\u0301שمक्षि👩\u200d🏽日", max_size=60)


def clusters(text: str) -> list[str]:
    bounds = boundaries(text)
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


@given(NAMES, st.integers(0, 70))
def test_what_is_left_fits_and_is_whole(text: str, width: int) -> None:
    drawn = elide(text, width, len)

    assert len(drawn) <= width
    if len(text) <= width:
        assert drawn == text
    elif drawn:
        head, tail = drawn.split(SIGN)
        count = len(clusters(text))
        assert text.startswith(head)
        assert text.endswith(tail)
        assert len(head) in boundaries(text)
        assert len(text) - len(tail) in boundaries(text)
        assert len(clusters(head)) + len(clusters(tail)) < count


@given(st.text("ab ", min_size=20, max_size=60), st.integers(12, 19))
def test_beginning_and_end_stay(text: str, width: int) -> None:
    head, tail = elide(text, width, len).split(SIGN)

    assert len(head) + len(tail) == width - 1
    assert 0 <= len(head) - len(tail) <= 1


@given(st.text("ab ", min_size=20, max_size=40), st.integers(16, 19), st.integers(10, 999))
def test_an_extension_and_a_number_before_it_stay(text: str, width: int, number: int) -> None:
    assert elide(f"{text}{number}.wav", width, len).endswith(f"{number}.wav")


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Very long kick of 2024 with much more words.wav", 30),
        ("Vintage Drum Machine 128 BPM Loop with Reverb.wav", 32),
        ("Session 20240131 take.wav", 22),
    ],
)
def test_numbers_in_the_middle_stay_if_they_can(text: str, width: int) -> None:
    assert re.findall(r"\d+", elide(text, width, len)) == re.findall(r"\d+", text)
