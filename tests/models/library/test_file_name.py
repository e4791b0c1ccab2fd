"""Names as text: for eyes always drawable, for programs reversible."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.file_name import (
    LONGEST,
    decode_path,
    display_name,
    display_path,
    encode_path,
    printable,
)


@given(st.binary())
def test_encoding_can_be_undone(path: bytes) -> None:
    assert decode_path(encode_path(path)) == path


@given(st.binary())
def test_encoding_survives_json(path: bytes) -> None:
    assert decode_path(json.loads(json.dumps(encode_path(path)))) == path


@given(st.text())
def test_names_that_are_text_stay_as_they_are(typed: str) -> None:
    good = typed.encode("utf-8", "replace")

    assert encode_path(good) == good.decode()


@given(st.binary(max_size=2000))
def test_what_is_shown_can_be_drawn(path: bytes) -> None:
    drawn = display_path(path)

    assert len(drawn) <= LONGEST
    assert not {unicodedata.category(c) for c in drawn} & {"Cc", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", drawn)
    assert drawn.encode().decode() == drawn


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        (b"kick \xe2\x99\xaf 1.wav", "kick ♯ 1.wav"),
        (b"bad \xff.wav", "bad �.wav"),
        (b"two\nlines\x00.wav", "two␣lines␣.wav"),
        ("u\u0308ber".encode(), "über"),
    ],
)
def test_odd_bytes_have_a_sign(path: bytes, drawn: str) -> None:
    assert printable(path) == display_path(path) == drawn


def test_the_middle_of_a_long_name_is_left_out() -> None:
    drawn = display_path(b"a" * 500 + b"z" * 500)

    assert len(drawn) == LONGEST
    assert drawn.startswith("aaa")
    assert "a…z" in drawn


@pytest.mark.parametrize(("path", "last"), [(b"/a/b.wav", "b.wav"), (b"b", "b"), (b"/", "/")])
def test_a_name_is_the_last_part(path: bytes, last: str) -> None:
    assert display_name(path) == last
