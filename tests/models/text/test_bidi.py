from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.bidi import is_turned, levels, resolved, visual_order

CASES = Path(__file__).parents[2] / "fixtures" / "unicode" / "bidi.txt"


def test_the_cases_of_unicode() -> None:
    lines = CASES.read_text("utf-8").splitlines()[1:]
    for line in lines:
        points, (base,), wanted, order = (part.split() for part in line.split(";"))
        text = "".join(chr(int(point, 16)) for point in points)
        found = resolved(text, int(base))
        shown = [at for at, level in enumerate(wanted) if level != "x"]

        assert [found[at] for at in shown] == [int(wanted[at]) for at in shown], line
        assert [at for at in visual_order(found) if at in shown] == [int(at) for at in order]
    assert len(lines) > 700


@given(st.text("aA1 .-(אבمر١\u0301\u202e"))
def test_every_character_is_shown_once(text: str) -> None:
    assert sorted(visual_order(levels(text))) == list(range(len(text)))
    assert is_turned(text) or set(levels(text)) <= {0}


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("kick 01.wav", "kick 01.wav"),
        ("שלום.wav", "םולש.wav"),
        ("שלום 01.wav", "01 םולש.wav"),
        ("kick שלום 01.wav", "kick 01 םולש.wav"),
        ("שלום kick.wav", "םולש kick.wav"),
        # Sentences and paths are put together from names.
        ("“שלום” · 3 of 21", "“םולש” · 3 of 21"),
        ("שלום · 3", "םולש · 3"),
        ("/שלום/01/kick", "/םולש/01/kick"),
        ("“שלום” → “עולם 01”", "“םולש” → “01 םלוע”"),
        ("אב “גד kick” הו", "וה ”kick דג“ בא"),
        ("אב “kick 1” הו", "וה ”kick 1“ בא"),
    ],
)
def test_the_extension_is_on_the_right(stored: str, seen: str) -> None:
    assert "".join(stored[at] for at in visual_order(levels(stored))) == seen
