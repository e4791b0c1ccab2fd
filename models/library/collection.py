"""Collections: ordered sets of samples across sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId

KEYS = range(1, 10)


@dataclass(frozen=True, slots=True)
class Collection:
    """A row of the list of collections."""

    id: CollectionId
    name: str
    count: int = 0
    """Members, missing ones included."""
    hotkey: int | None = None
    """Its fixed number key, 1 to 9; `None`: it gets one of the free keys."""


def collections_by_key(collections: Sequence[Collection]) -> Mapping[int, Collection]:
    """Return the collection of each key 1 to 9: fixed keys first, the free ones in list order."""
    found = {one.hotkey: one for one in reversed(collections) if one.hotkey is not None}
    free = (number for number in KEYS if number not in found)
    others = (one for one in collections if found.get(one.hotkey or 0) is not one)
    return {**found, **dict(zip(free, others, strict=False))}


@dataclass(frozen=True, slots=True)
class AlreadyMembers:
    """Samples that were to be added to a collection but are already members."""

    collection: CollectionId
    samples: tuple[SampleId, ...]
