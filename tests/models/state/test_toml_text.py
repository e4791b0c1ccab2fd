"""The form of a file survives every change of its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.state.toml_text import decode_toml

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff")))


@given(lines=LINES, mark=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_an_unchanged_text_is_written_byte_for_byte(lines: list[str], mark: bool, end: str) -> None:
    content = (b"\xef\xbb\xbf" if mark else b"") + "".join(line + end for line in lines).encode()
    document = decode_toml(content)

    assert document.encoded(document.text) == content


@given(content=st.binary())
def test_any_bytes_are_text_or_refused_with_a_reason(content: bytes) -> None:
    reason = ""
    try:
        document = decode_toml(content)
    except ValueError as error:
        reason = str(error)
    assert "save it as UTF-8" in reason or document.encoded(document.text) == content


def test_the_line_that_is_not_utf8_is_named() -> None:
    with pytest.raises(ValueError, match="line 3 is not UTF-8"):
        decode_toml(b"a = 1\nb = 2\n# f\xfcr\n")
