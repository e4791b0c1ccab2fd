"""Columns go in their order as the list gets narrow, and never overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.library.sample import Sample
from ui.browser.columns import (
    COPIES,
    GAP,
    LEAST_NAME,
    MATCH,
    NAME,
    PLACE,
    SAMPLES,
    Column,
    Layout,
    layout,
    text_end,
)
from ui.theme import DESKTOP

TABLES = pytest.mark.parametrize("columns", [SAMPLES, COPIES], ids=["samples", "copies"])


def dropped(columns: tuple[Column, ...]) -> list[str]:
    """Return what a list loses as it gets narrower dp by dp, in the order of the first loss."""
    copies = columns is COPIES
    widths = range(2400, 300, -1)
    shown = [set(layout(width, DESKTOP, matching=True, copies=copies)) for width in widths]
    gone = [sorted(before - after) for before, after in pairwise(shown)]
    return list(dict.fromkeys(name for names in gone for name in names))


def of(places: Layout) -> list[str]:
    return list(places)


@given(st.integers(300, 2400), st.booleans(), st.booleans(), st.booleans())
def test_nothing_overlaps(width: int, matching: bool, copies: bool, inside: bool) -> None:
    places = layout(width, DESKTOP, matching=matching, copies=copies, places=inside)
    for before, after in pairwise(places.values()):
        assert after.left == before.right + (0 if after.column.right else GAP)
    assert list(places.values())[-1].right == width - DESKTOP.inset
    if "length" in places:
        assert text_end(places) <= places["length"].left
    if any(place.column.drop_order for place in places.values()):
        assert places[NAME].width >= LEAST_NAME


def test_everything_is_there_when_there_is_room() -> None:
    assert of(layout(1800, DESKTOP, matching=True)) == [column.name for column in SAMPLES]
    assert of(layout(1800, DESKTOP, copies=True)) == [column.name for column in COPIES]
    assert of(layout(420, DESKTOP)) == [NAME, "length"]
    assert of(layout(420, DESKTOP, copies=True)) == [NAME, "length", MATCH]


def test_what_matches_is_there_only_where_something_is_looked_for() -> None:
    assert MATCH in layout(1800, DESKTOP, matching=True)
    assert MATCH not in layout(1800, DESKTOP)


def test_results_say_where_they_lie_and_their_tempo_in_a_window_of_usual_size() -> None:
    assert {"picture", "type", "tempo", "key"} <= set(layout(860, DESKTOP, matching=True))
    assert {"picture", "type", "tempo", "folder"} <= set(layout(900, DESKTOP, matching=True))
    assert {"tempo", "key", "folder"} <= set(layout(970, DESKTOP, matching=True))


@given(st.integers(300, 2400))
def test_a_name_keeps_its_room_beside_the_place_that_was_found(width: int) -> None:
    places = layout(width, DESKTOP, matching=True, places=True)
    if any(place.column.drop_order for place in places.values()):
        assert places[NAME].width >= LEAST_NAME + PLACE


def test_the_folder_of_a_copy_has_the_room_that_its_name_can_spare() -> None:
    narrow, wide = layout(1000, DESKTOP, copies=True), layout(1800, DESKTOP, copies=True)

    assert narrow["folder"].width < wide["folder"].width == wide["folder"].column.widest


@TABLES
def test_the_rows_of_a_table_are_whole(columns: tuple[Column, ...]) -> None:
    names = [column.name for column in columns]
    orders = [column.drop_order for column in columns if column.drop_order]

    assert len(set(names)) == len(names)
    assert len(set(orders)) == len(orders), "which of them goes first is not said"
    assert all(not column.needs or column.needs in names for column in columns)
    assert all(column.title == column.title.upper() for column in columns)


SAMPLE = Sample(
    *(SampleId(1), SourceId(1), b"/a/b/c/d/kick.wav", "kick.wav"),
    *(Frames(48_000), Hertz(48_000), 2, "WAV 24-bit"),
    size=288_044,
)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            SAMPLES,
            {"folder": "d", "format": "48 kHz 24-bit", "length": "0:01.00"}
            | {"tempo": "", "key": "", "loudness": ""},
        ),
        (
            COPIES,
            {"folder": "…/b/c/d", "format": "48 kHz 24-bit", "length": "0:01.00"}
            | {"size": "288 kB", "date": ""},
        ),
    ],
    ids=["samples", "copies"],
)
def test_cells_say_what_is_known(columns: tuple[Column, ...], expected: dict[str, str]) -> None:
    found = {column.name: column.text(SAMPLE) for column in columns if column.text is not None}

    assert found == expected


@pytest.mark.parametrize(
    ("columns", "order"),
    [
        (SAMPLES, ["format", "loudness", "key", "folder", "tempo", "type", "picture", "length"]),
        (COPIES, ["format", "picture", "date", "size", "folder"]),
    ],
    ids=["samples", "copies"],
)
def test_columns_go_in_their_order(columns: tuple[Column, ...], order: list[str]) -> None:
    assert dropped(columns) == order
