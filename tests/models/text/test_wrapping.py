from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.text.grapheme import boundaries
from models.text.wrapping import wrap


@given(st.text("ab  é日本שמกक्षि\n", max_size=60), st.integers(4, 20))
def test_lines_fit_and_hold_all(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    bounds = boundaries(text)
    widest = max((b - a for a, b in pairwise(bounds)), default=1)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= max(width, widest) for line in lines)


def test_lines_end_at_spaces_and_between_ideographs() -> None:
    assert wrap("one two three", 8, len) == ["one two", "three"]
    assert wrap("日本語の名前", 4, len) == ["日本語の", "名前"]
    assert wrap("kickdrums", 4, len) == ["kick", "drum", "s"]
    assert wrap("a\nb", 9, len) == ["a", "b"]
