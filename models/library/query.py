"""Queries of the sample list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Self

from models.audio.units import CollectionId, SampleId, SourceId
from models.library.tag import Tag


class Sort(Enum):
    """Sort order of the list: stored name and SQL columns.

    To add one, add a member; `actors.library.query.sample_ids` builds its SQL from it.
    """

    NAME = "name", ("sample.key",)
    LENGTH = "length", ("sample.length", "sample.key")
    FOLDER = "folder", ("folder.source", "folder.key", "folder.id", "sample.key")
    FORMAT = "format", ("sample.rate", "sample.format", "sample.key")
    TEMPO = (
        "tempo",
        ("analysis.tempo", "sample.key"),
        "tempo_confidence + other_confidence >= 0.5 AND tempo IS NOT NULL",
    )
    KEY = (
        "key",
        ("analysis.key", "sample.key"),
        "key_confidence >= 0.5 AND analysis.key IS NOT NULL",
    )
    LOUDNESS = "loudness", ("analysis.loudness", "sample.key"), "loudness IS NOT NULL"
    PLACE = "place", ("member.place",)
    """Manual order; within a collection only."""

    columns: tuple[str, ...]
    """SQL columns in order of precedence; ties are broken by id."""
    known: str
    """SQL condition for a sample to have a value, verbatim that of the index; empty: always."""

    def __new__(cls, name: str, columns: tuple[str, ...], known: str = "") -> Self:
        """Create a member whose value is `name`."""
        member = object.__new__(cls)
        member._value_, member.columns, member.known = name, columns, known
        return member

    @property
    def partial(self) -> bool:
        """Whether some samples lack a value; these sort last in either direction."""
        return bool(self.known)


@dataclass(frozen=True, slots=True)
class Query:
    """Filter and sort order of the sample list."""

    source: SourceId | None = None
    """`None`: all sources."""
    folder: bytes = b""
    """Only this folder of the source, recursively; `b""`: the whole source."""
    more_folders: tuple[bytes, ...] = ()
    """Further folders to include."""
    words: str = ""
    """Search text as typed, see `models.library.search`."""
    tag: Tag | None = None
    """Only this mark; `None`: any."""
    sort: Sort = Sort.FOLDER
    descending: bool = False
    collection: CollectionId | None = None
    """Only members of this collection; `None`: no restriction."""
    among: frozenset[SampleId] | None = None
    """Only these, such as those in a lasso; `None`: no restriction."""
