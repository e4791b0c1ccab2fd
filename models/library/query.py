"""What the sample list is asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Self

from models.audio.units import CollectionId, SourceId
from models.library.tag import Tag


class Sort(Enum):
    """Order of the list: the name it is stored by, and what it sorts by.

    To add one, add a member; `actors.library.query.sample_ids` makes its SQL of it.
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
    """As a person put them; of a collection only."""

    columns: tuple[str, ...]
    """Columns of the library, the first decides; samples that are equal in all go by their id."""
    known: str
    """Condition on which a sample has the value, word for word that of the index; empty: always."""

    def __new__(cls, name: str, columns: tuple[str, ...], known: str = "") -> Self:
        """Make a member whose value is `name`."""
        member = object.__new__(cls)
        member._value_, member.columns, member.known = name, columns, known
        return member

    @property
    def partial(self) -> bool:
        """Not all samples have it; those that do not come last, in either direction."""
        return bool(self.known)


@dataclass(frozen=True, slots=True)
class Query:
    """Which samples, in which order."""

    source: SourceId | None = None
    """`None`: all sources."""
    folder: bytes = b""
    """Only this folder of the source and below; `b""`: all of it."""
    more: tuple[bytes, ...] = ()
    """Further folders that are listed together with it."""
    words: str = ""
    """As typed, see `models.library.search`."""
    tag: Tag | None = None
    """Only this tag; `None`: any."""
    sort: Sort = Sort.FOLDER
    descending: bool = False
    collection: CollectionId | None = None
    """Only members of this collection; `None`: members or not."""
