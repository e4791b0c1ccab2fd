"""The columns of the sample list: one row each, read by header, row and layout.

To add a column of a value that a `Sample` has, add it to `SAMPLES` (and to
`COPIES`, if it tells duplicates apart); to sort by it, add a `Sort`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from models.analysis.text import loudness_words, tempo_words
from models.audio.clock import clock, rate_words, size_words
from models.library.file_name import name as shown_name
from models.library.file_name import text
from models.library.query import Sort
from models.library.sample import Sample
from ui.theme import NUMBER, SMALL, Face, Sizes

NUMBER_WIDTH = 56
"""dp before all columns, for the number of the row."""
GAP = 10
"""dp before a left-aligned column, unless it is the first."""
LEAST_NAME = 180
"""dp the name keeps before another column is dropped."""
FOLDERS = 3
"""Folders that are named of the path of a duplicate."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list."""

    name: str
    """Of the column; no two of a table have the same."""
    title: str
    width: int
    """dp; of the name: the least."""
    text: Callable[[Sample], str] | None = None
    """What stands in a cell; `None`: the row draws it."""
    sort: Sort | None = None
    """Order that a click on the title gives the list; `None`: none."""
    right: bool = False
    """Text and title end at the right edge of the column."""
    drop_order: int = 0
    """Where there is no room for all, the lowest goes first; 0 stays."""
    needs: str = ""
    """Name of a column without which it is dropped as well."""
    widest: int = 0
    """dp up to which it takes room that the name can spare; 0: `width`."""
    face: Face = NUMBER


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands, in dp from the left edge of the list."""

    column: Column
    left: float
    width: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


Layout = Mapping[str, Place]
"""Places by the name of their column, from left to right; dropped columns are not in it."""


def folder(sample: Sample) -> str:
    """Return the name of the folder the file lies in."""
    return shown_name(sample.path.rpartition(os.fsencode(os.sep))[0])


def last_folders(sample: Sample) -> str:
    """Return the last folders of the path of the file, which tell duplicates apart."""
    above = [part for part in sample.path.split(b"/")[:-1] if part]
    return ("…/" if len(above) > FOLDERS else "/") + text(b"/".join(above[-FOLDERS:]))


def date(sample: Sample) -> str:
    """Return the local day of the last change of the file: `2024-03-01`; empty if unknown."""
    if not sample.mtime_ns:
        return ""
    try:
        return f"{datetime.fromtimestamp(sample.mtime_ns / 1e9).astimezone():%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):
        return ""  # beyond what calendars hold


def coding(sample: Sample) -> str:
    """Return rate and coding: `48 kHz 24-bit`; empty if the header could not be read."""
    if not sample.rate:
        return ""
    return f"{rate_words(sample.rate)} {sample.format.partition(' ')[2] or sample.format}"


def _length(sample: Sample) -> str:
    return clock(sample.length, 2)


def _tempo(sample: Sample) -> str:
    return tempo_words(sample.tempo, sample.other_tempo)


def _key(sample: Sample) -> str:
    key = sample.analysis.sure_key
    return key.shown if key else ""


def _loudness(sample: Sample) -> str:
    return loudness_words(sample.analysis.loudness)


def _size(sample: Sample) -> str:
    return size_words(sample.size)


NAME, MATCH = "name", "match"
"""Names of the column that has what room is left, and of that of the answer to a search."""

SAMPLES: tuple[Column, ...] = (
    Column("picture", "WAVEFORM", 150, drop_order=70),
    Column(NAME, "NAME", LEAST_NAME, sort=Sort.NAME),
    Column("type", "TYPE", 70, drop_order=60),
    Column("folder", "FOLDER", 150, folder, Sort.FOLDER, drop_order=30, face=SMALL),
    Column("format", "FORMAT", 118, coding, Sort.FORMAT, drop_order=10),
    Column("length", "LENGTH", 84, _length, Sort.LENGTH, right=True),
    Column("tempo", "BPM", 62, _tempo, Sort.TEMPO, right=True, drop_order=50, needs="type"),
    Column("key", "KEY", 68, _key, Sort.KEY, right=True, drop_order=40, needs="tempo"),
    Column(
        "loudness", "LOUDNESS", 90, _loudness, Sort.LOUDNESS, right=True, drop_order=20, needs="key"
    ),
    Column(MATCH, "MATCH", 72, right=True),
)
"""From left to right."""
_FOLDER = next(column for column in SAMPLES if column.name == "folder")
COPIES: tuple[Column, ...] = (
    Column("picture", "WAVEFORM", 150, drop_order=40, needs="folder"),
    Column(NAME, "NAME", LEAST_NAME, sort=Sort.NAME),
    replace(_FOLDER, text=last_folders, drop_order=50, widest=300),
    Column("format", "FORMAT", 118, coding, Sort.FORMAT, drop_order=10, needs="date"),
    Column("length", "LENGTH", 84, _length, Sort.LENGTH, right=True),
    Column("size", "SIZE", 74, _size, right=True, drop_order=30, needs="folder"),
    Column("date", "DATE", 92, date, right=True, drop_order=20, needs="size"),
    Column(MATCH, "DUPLICATE", 140, right=True),
)
"""Of duplicates: they sound alike, so where they lie and how large and old they are is told."""
CELLS = tuple(
    {column.name: column for column in (*SAMPLES, *COPIES) if column.text is not None}.values()
)
"""Columns with plain text, each once."""


def table(*, copies: bool) -> tuple[Column, ...]:
    """Return the columns there may be."""
    return COPIES if copies else SAMPLES


@lru_cache(maxsize=8)  # each row asks for it
def layout(width: float, sizes: Sizes, *, matching: bool = False, copies: bool = False) -> Layout:
    """Return the columns that a list `width` dp wide has room for, and where they stand.

    Args:
        width: dp of the list.
        sizes: Of the density.
        matching: Rows tell how well they match a search.
        copies: Rows are duplicates, and tell of what.
    """
    columns = [one for one in table(copies=copies) if matching or copies or one.name != MATCH]
    room = width - NUMBER_WIDTH - 2 * sizes.inset
    room -= sum(column.width for column in columns if not column.drop_order and column.name != NAME)
    kept = {column.name for column in columns if not column.drop_order}
    for column in sorted(columns, key=lambda one: one.drop_order, reverse=True):
        cost = column.width + (0 if column.right else GAP)
        wanted = column.drop_order and (not column.needs or column.needs in kept)
        if wanted and room - cost >= LEAST_NAME:
            kept.add(column.name)
            room -= cost
    shown = [column for column in columns if column.name in kept]
    widths: dict[str, float] = {}
    for column in shown:
        spare = max(0.0, min(column.widest - column.width, room - LEAST_NAME))
        widths[column.name] = column.width + spare
        room -= spare
    return MappingProxyType(dict(_places(shown, {**widths, NAME: room}, sizes)))


def _places(
    columns: list[Column], widths: Mapping[str, float], sizes: Sizes
) -> Iterator[tuple[str, Place]]:
    left = float(NUMBER_WIDTH + sizes.inset)
    for number, column in enumerate(columns):
        if number and not column.right:
            left += GAP
        yield column.name, Place(column, left, widths[column.name])
        left += widths[column.name]


def text_end(places: Layout) -> float:
    """Return the right end, in dp, of the left-aligned columns."""
    return max(place.right for place in places.values() if not place.column.right)
