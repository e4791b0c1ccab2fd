"""What a row tells of a file and its group."""

from __future__ import annotations

import pytest

from models.analysis.text import MINUS
from models.audio.units import Decibels, SampleId
from models.duplicates.group import Kind, Member
from ui.browser.sample_row import copy_words


@pytest.mark.parametrize(
    ("kind", "null", "identical", "linked", "words"),
    [
        (Kind.BEST, None, True, False, "identical"),
        (Kind.BEST, None, False, False, "reference"),
        (Kind.LINK, None, True, True, "linked"),
        (Kind.LINK, None, True, False, "linked"),  # its best one may be hidden
        (Kind.EXACT, None, True, False, "identical"),
        (Kind.EXACT, None, False, False, "identical"),
        (Kind.NEAR, -71.8, False, False, "~72 dB"),
        (Kind.NEAR, -71.8, True, False, "identical, ~72 dB"),
        (Kind.NEAR, -71.8, True, True, "linked, ~72 dB"),
        (Kind.NEAR, None, False, False, "identical audio"),
        (Kind.NEAR, None, True, False, "identical"),
        (Kind.LIKELY, -21.2, False, False, "~21 dB?"),
        (Kind.LIKELY, -21.2, True, False, "identical, ~21 dB?"),
        (Kind.LIKELY, None, False, False, "identical audio?"),
    ],
)
def test_words(kind: Kind, null: float | None, identical: bool, linked: bool, words: str) -> None:
    left = None if null is None else Decibels(null)
    member = Member(SampleId(1), b"/a", kind, left)

    reported = copy_words(member, best=False, identical=identical, linked=linked)
    assert reported == words.replace("~", MINUS)
    assert copy_words(member, best=True, identical=identical, linked=linked) == "best"
