"""A person's own set of samples, in their own order, across sources."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId


@dataclass(frozen=True, slots=True)
class Collection:
    """A row of the list of collections; the first nine answer to the keys 1 to 9."""

    id: CollectionId
    name: str
    count: int = 0
    """Members, missing ones included."""
