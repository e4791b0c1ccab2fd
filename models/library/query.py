"""What the sample list is asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import CollectionId, SourceId
from models.library.tag import Tag


class Sort(Enum):
    """Order of the list."""

    NAME = "name"
    LENGTH = "length"
    FOLDER = "folder"
    FORMAT = "format"
    TEMPO = "tempo"
    KEY = "key"
    LOUDNESS = "loudness"
    PLACE = "place"
    """As a person put them; of a collection only."""

    @property
    def partial(self) -> bool:
        """Not all samples have it; those that do not come last, in either direction."""
        return self in {Sort.TEMPO, Sort.KEY, Sort.LOUDNESS}


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
