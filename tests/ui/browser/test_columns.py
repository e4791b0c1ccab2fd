"""Columns go in their order as the list gets narrow, and never overlap."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from ui.browser.columns import KEY, LEAST_NAME, LENGTH, LOUDNESS, TEMPO, Places, places
from ui.theme import DESKTOP

ORDER = (
    "picture_width",
    "type_width",
    "tempo_end",
    "key_end",
    "folder_width",
    "loudness_end",
    "format_width",
)


def shown(at: Places) -> set[str]:
    """Return the columns that are there."""
    return {one for one in ORDER if asdict(at)[one]}


@given(st.integers(300, 2400), st.booleans())
def test_nothing_overlaps(width: int, matching: bool) -> None:
    at = places(width, DESKTOP, matching=matching)
    before = at.length_end
    for end, room in ((at.tempo_end, TEMPO), (at.key_end, KEY), (at.loudness_end, LOUDNESS)):
        if end:
            assert end - room >= before
            before = end
    assert at.words_end <= at.length_end - LENGTH
    if at.type_width:
        assert at.name + at.name_width < at.type
    if shown(at):
        assert at.name_width >= LEAST_NAME


def test_everything_is_there_when_there_is_room() -> None:
    assert shown(places(1800, DESKTOP)) == set(ORDER)
    assert shown(places(420, DESKTOP)) == set()


def test_tempo_and_key_are_there_beside_what_matches_in_a_window_of_usual_size() -> None:
    assert {"picture_width", "type_width", "tempo_end", "key_end"} <= shown(
        places(860, DESKTOP, matching=True)
    )
