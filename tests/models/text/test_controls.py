from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.controls import SIGN, visible

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.one_of(st.characters(), st.sampled_from(TURNING + "\u200b\ufeff\x1b"))))
def test_nothing_turns_or_hides(text: str) -> None:
    seen = visible(text)

    assert len(seen) == len(text)
    assert not set(seen) & set(TURNING)
    assert all(one in (other, SIGN) for one, other in zip(seen, text, strict=True))
    assert {unicodedata.category(one) for one in seen}.isdisjoint({"Cc", "Zl", "Zp"})


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "क्\u200dष", "日本 é ♯ 1️⃣"])
def test_what_scripts_need_stays(text: str) -> None:
    assert visible(text) == text


def test_a_feigned_extension_is_seen() -> None:
    assert visible("kick \u202evaw.exe") == f"kick {SIGN}vaw.exe"
    assert visible("a\u200db") == f"a{SIGN}b"
