"""Search is blind to case, accents, width and Unicode form, in every script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.text_folding import fold_case, fold_for_search, fold_path, search_text


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
    assert fold_case(one) == fold_case(other)


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_take_the_short_way_to_the_same_result(text: str) -> None:
    assert fold_case(text) == text.casefold()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Café Kick", "cafe kick"),
        ("Ñandú", "nandu"),
        ("Różne", "rozne"),
        ("Übersteuert", "ubersteuert"),
        ("Straße", "strasse"),
        ("smørrebrød", "smorrebrod"),
        ("Æther œuvre", "aether oeuvre"),
        ("ＫＩＣＫ　０１", "kick 01"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("ﬁll", "fill"),
        ("İstanbul ışık", "istanbul isik"),
        ("Жуковский", "жуковскии"),
        ("ΆΡΠΑ", "αρπα"),
        ("F♯ min", "f# min"),
    ],
)
def test_accents_and_width_do_not_count(name: str, typed: str) -> None:
    assert fold_for_search(name) == typed


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("は", "ぱ"), ("क", "कि")])
def test_marks_that_make_another_letter_count(one: str, other: str) -> None:
    assert fold_for_search(one) != fold_for_search(other)


@given(st.text(st.characters(codec="utf-8")))
def test_forms_of_one_text_fold_to_the_same(text: str) -> None:
    once = fold_for_search(text)

    assert fold_for_search(once) == once
    assert fold_for_search(fold_case(text)) == once
    for form in ("NFC", "NFD"):
        assert fold_for_search(unicodedata.normalize(form, text)) == once


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/\0")), min_size=1))
def test_folding_keeps_the_folders_of_a_path(parts: list[str]) -> None:
    path = search_text("/".join(parts).encode())

    assert path.count("/") == len(parts) - 1
    assert fold_path(path) == path
