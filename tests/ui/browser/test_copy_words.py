"""What a row tells of a file and its group."""

from __future__ import annotations

import pytest

from models.analysis.wording import MINUS
from models.audio.units import Decibels, SampleId
from models.duplicates.group import Kind, Member
from ui.browser.sample_row import copy_words


@pytest.mark.parametrize(
    ("kind", "null", "twin", "words"),
    [
        (Kind.BEST, None, True, "best"),
        (Kind.EXACT, None, True, "same file"),
        (Kind.EXACT, None, False, "same file"),  # its best one may be hidden
        (Kind.NEAR, -41.8, False, "~42 dB"),
        (Kind.NEAR, -41.8, True, "same file, ~42 dB"),
        (Kind.NEAR, None, False, "nothing left"),
        (Kind.NEAR, None, True, "same file"),
        (Kind.LIKELY, -21.2, False, "~21 dB?"),
        (Kind.LIKELY, -21.2, True, "same file, ~21 dB?"),
    ],
)
def test_words(kind: Kind, null: float | None, twin: bool, words: str) -> None:
    left = None if null is None else Decibels(null)
    member = Member(SampleId(1), b"/a", kind, left)

    assert copy_words(member, twin=twin) == words.replace("~", MINUS)
