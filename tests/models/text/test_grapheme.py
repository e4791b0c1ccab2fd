from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.grapheme import boundaries

CASES = Path(__file__).parents[2] / "fixtures" / "unicode" / "graphemes.txt"


def cases() -> list[tuple[str, list[int]]]:
    found = []
    for line in CASES.read_text("utf-8").splitlines()[1:]:
        text, bounds = "", []
        for part in line.split():
            if part == "÷":
                bounds.append(len(text))
            elif part != "×":
                text += chr(int(part, 16))
        found.append((text, bounds))
    return found


def test_all_cases_of_unicode() -> None:
    differing = {text for text, bounds in cases() if boundaries(text) != bounds}

    assert len(cases()) > 500
    assert differing == {"\r\n"}  # names have one line


@given(st.text())
def test_clusters_make_up_the_text(text: str) -> None:
    bounds = boundaries(text)

    assert bounds[0] == 0
    assert bounds[-1] == len(text)
    assert all(start < end for start, end in pairwise(bounds))


@pytest.mark.parametrize(
    "cluster",
    ["é", "e\u0301", "👩‍👩‍👧", "👍🏽", "🇩🇪", "क्षि", "ที่", "한", "각", "ក្រ", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "ლ"],
)
def test_what_a_reader_takes_for_one_is_one(cluster: str) -> None:
    assert boundaries(f"a{cluster}b") == [0, 1, 1 + len(cluster), 2 + len(cluster)]
