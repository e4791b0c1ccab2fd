"""A person's own set of samples, in their own order, across sources."""

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
    """The key from 1 to 9 that is its own; `None`: it shares what the others leave."""


def keyed(collections: Sequence[Collection]) -> Mapping[int, Collection]:
    """Return who answers to the keys 1 to 9: first those with one of their own, then in order."""
    found = {one.hotkey: one for one in reversed(collections) if one.hotkey is not None}
    free = (number for number in KEYS if number not in found)
    others = (one for one in collections if found.get(one.hotkey or 0) is not one)
    return {**found, **dict(zip(free, others, strict=False))}


@dataclass(frozen=True, slots=True)
class AlreadyMembers:
    """Samples that were to be added to a collection, and are members already."""

    collection: CollectionId
    samples: tuple[SampleId, ...]
