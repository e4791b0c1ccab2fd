"""Columns of the sample list: one table for header, row and layout.

To add a column for a value that `Sample` has, add it to `SAMPLES` (and to `COPIES`, if it
distinguishes duplicates); to make it sortable, add a `Sort`.
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
from models.library.file_name import display_name as shown_name
from models.library.file_name import printable
from models.library.query import Sort
from models.library.sample import Sample
from ui.theme import NUMBER, SMALL, Face, Sizes

NUMBER_WIDTH = 72
"""Width in dp of stripe, sign and row number, left of all columns."""
GAP = 10
"""dp before a left-aligned column, unless it is the first."""
LEAST_NAME = 180
"""Minimum width of the name in dp; columns are dropped to preserve it."""
PLACE = 150
"""dp behind the name for where something was found inside a file: `at 12:30 and 3 more`."""
COMFORTABLE_NAME = 380
"""Width of the name in dp from which on other columns of the sample list get wider, too."""
FOLDERS = 3
"""Number of parent folders shown for a duplicate."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list."""

    name: str
    """Unique within a table."""
    title: str
    width: int
    """dp; minimum for the name."""
    text: Callable[[Sample], str] | None = None
    """Returns the text of a cell; `None`: the row draws the cell itself."""
    sort: Sort | None = None
    """Order selected by a click on the title; `None`: not sortable."""
    right: bool = False
    """Text and title are right-aligned."""
    drop_order: int = 0
    """Columns with the lowest value are dropped first when there is no room; 0: never dropped."""
    needs: str = ""
    """Name of a column this one depends on: it is dropped together with that."""
    widest: int = 0
    """Maximum width in dp, if the name has room to spare; 0: `width`."""
    face: Face = NUMBER


@dataclass(frozen=True, slots=True)
class Place:
    """Horizontal extent of a column, in dp from the left edge of the list."""

    column: Column
    left: float
    width: float

    @property
    def right(self) -> float:
        """Right edge in dp."""
        return self.left + self.width


Layout = Mapping[str, Place]
"""Places by column name, from left to right, without dropped columns."""


def folder(sample: Sample) -> str:
    """Return the name of the file's folder."""
    return shown_name(sample.path.rpartition(os.fsencode(os.sep))[0])


def last_folders(sample: Sample) -> str:
    """Return the last folders of the file's path, which distinguish duplicates."""
    above = [part for part in sample.path.split(b"/")[:-1] if part]
    return ("…/" if len(above) > FOLDERS else "/") + printable(b"/".join(above[-FOLDERS:]))


def date(sample: Sample) -> str:
    """Return the file's modification date in local time, as `2024-03-01`; empty if unknown."""
    if not sample.mtime_ns:
        return ""
    try:
        return f"{datetime.fromtimestamp(sample.mtime_ns / 1e9).astimezone():%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):
        return ""  # out of the range of datetime


def coding(sample: Sample) -> str:
    """Return sample rate and encoding, as `48 kHz 24-bit`; empty if the header was not readable."""
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
"""Names of the column that takes the remaining width, and of the match column."""

SAMPLES: tuple[Column, ...] = (
    Column("picture", "WAVEFORM", 150, drop_order=70),
    Column(NAME, "NAME", LEAST_NAME, sort=Sort.NAME),
    Column("type", "TYPE", 70, drop_order=60, widest=130),
    Column(*("folder", "FOLDER", 150, folder, Sort.FOLDER), drop_order=30, widest=420, face=SMALL),
    Column("format", "FORMAT", 118, coding, Sort.FORMAT, drop_order=10, widest=170),
    Column("length", "LENGTH", 84, _length, Sort.LENGTH, right=True, drop_order=80, widest=116),
    Column(
        "tempo", "BPM", 62, _tempo, Sort.TEMPO, right=True, drop_order=50, needs="type", widest=96
    ),
    Column("key", "KEY", 68, _key, Sort.KEY, right=True, drop_order=40, needs="tempo", widest=96),
    Column(
        *("loudness", "LOUDNESS", 90, _loudness, Sort.LOUDNESS),
        right=True,
        drop_order=20,
        needs="key",
        widest=124,
    ),
    Column(MATCH, "MATCH", 72, right=True),
)
"""Columns of the sample list, left to right."""
_FOLDER = next(column for column in SAMPLES if column.name == "folder")
MATCHES: tuple[Column, ...] = tuple(
    replace(one, drop_order=45) if one is _FOLDER else one for one in SAMPLES
)
"""Columns of results, which come from everywhere: where they lie is shown before their key."""
COPIES: tuple[Column, ...] = (
    Column("picture", "WAVEFORM", 150, drop_order=20, needs="date"),
    Column(NAME, "NAME", LEAST_NAME, sort=Sort.NAME),
    replace(_FOLDER, text=last_folders, drop_order=50, widest=300),
    Column("format", "FORMAT", 118, coding, Sort.FORMAT, drop_order=10, needs="date"),
    Column("length", "LENGTH", 84, _length, Sort.LENGTH, right=True),
    Column("size", "SIZE", 74, _size, right=True, drop_order=40, needs="folder"),
    Column("date", "DATE", 92, date, right=True, drop_order=30, needs="size"),
    Column(MATCH, "DUPLICATE", 140, right=True),
)
"""Columns of the duplicates list: path, size and date before the picture, as duplicates sound and
look alike.
"""
CELLS = tuple(
    {column.name: column for column in (*SAMPLES, *COPIES) if column.text is not None}.values()
)
"""Columns with plain text, without repetitions."""


def table(*, copies: bool) -> tuple[Column, ...]:
    """Return all columns of the sample list or of the duplicates list."""
    return COPIES if copies else SAMPLES


@lru_cache(maxsize=8)  # called for each row
def layout(
    width: float,
    sizes: Sizes,
    *,
    matching: bool = False,
    copies: bool = False,
    places: bool = False,
) -> Layout:
    """Return the columns that fit into the list, and their places.

    Args:
        width: Width of the list in dp.
        sizes: Sizes of the current density.
        matching: Include the match column.
        copies: Use the columns of the duplicates list.
        places: Names are followed by where something was found.
    """
    behind = PLACE if places else 0
    every = MATCHES if matching and not copies else table(copies=copies)
    columns = [one for one in every if matching or copies or one.name != MATCH]
    room = width - NUMBER_WIDTH - 2 * sizes.inset
    room -= sum(column.width for column in columns if not column.drop_order and column.name != NAME)
    kept = {column.name for column in columns if not column.drop_order}
    for column in sorted(columns, key=lambda one: one.drop_order, reverse=True):
        cost = column.width + (0 if column.right else GAP)
        wanted = column.drop_order and (not column.needs or column.needs in kept)
        if wanted and room - cost >= LEAST_NAME + behind:
            kept.add(column.name)
            room -= cost
    shown = [column for column in columns if column.name in kept]
    more = {one.name: max(0, one.widest - one.width) for one in shown}
    spare = max(0.0, room - (LEAST_NAME if copies else COMFORTABLE_NAME + behind))
    part = min(1.0, spare / (sum(more.values()) or 1))
    added = {name: int(width * part) for name, width in more.items()}  # whole dp
    widths = {one.name: one.width + added[one.name] for one in shown}
    room -= sum(added.values())
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
