"""What `like:` describes."""

from __future__ import annotations

import pytest

from models.library.search.parse import sound_description


@pytest.mark.parametrize(
    ("typed", "described"),
    [
        ("like:short dusty snare", "short dusty snare"),
        (' Like: "short dusty snare" ', "short dusty snare"),
        ("like:", ""),
        ("like", None),
        ("kick like:snare", None),
        ("", None),
        ("len<1", None),
    ],
)
def test_words_behind_like_describe_a_sound(typed: str, described: str | None) -> None:
    assert sound_description(typed) == described
