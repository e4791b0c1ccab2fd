"""Slice of the collections; their samples are in `AppState.members`."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId
from models.library.collection import Collection, collections_by_key


@dataclass(frozen=True, slots=True)
class Collections:
    """All collections, and the open one."""

    all: tuple[Collection, ...] = ()
    known: bool = False
    """Whether the library has replied: an empty list is really empty."""
    focus: CollectionId | None = None
    """The open one, whose samples are listed."""
    naming: CollectionId | None = None
    """The one renamed in the open sheet; `None`: a new one."""
    awaiting: tuple[SampleId, ...] = ()
    """Samples to add to the new one once it is named."""
    reason: str = ""
    """Why the newest name was refused."""
    refused: str = ""
    """That name."""
    flash: int = 0
    """Incremented when added samples were members already."""
    flashed: CollectionId | None = None
    """The collection concerned."""

    @property
    def chosen(self) -> Collection | None:
        """The open one."""
        return self.find(self.focus)

    def find(self, collection: CollectionId | None) -> Collection | None:
        """Return the collection with that id, or `None`."""
        return next((known for known in self.all if known.id == collection), None)

    def count(self, collection: CollectionId) -> int:
        """Return the number of members of a collection; 0: there is none with that id."""
        found = self.find(collection)
        return found.count if found is not None else 0

    def by_key(self, number: int) -> Collection | None:
        """Return the collection of a key from 1 to 9, or `None`."""
        return collections_by_key(self.all).get(number)

    def key(self, collection: CollectionId | None) -> int | None:
        """Return the key of a collection, or `None`."""
        keys = {one.id: number for number, one in collections_by_key(self.all).items()}
        return keys.get(collection) if collection is not None else None

    def row(self, collection: CollectionId | None) -> int | None:
        """Return the row of a collection, or `None`."""
        ids = [known.id for known in self.all]
        return ids.index(collection) if collection is not None and collection in ids else None
