"""Import plan: everything to store, complete before the first change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.library.tag import Tag
from models.predecessor.installation import Installation

Place = tuple[bytes, bytes]
"""Root of a source, and path relative to it."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A sample to create, or one that exists by then."""

    size: int
    """In bytes."""
    mtime_ns: int
    tag: Tag = Tag.NEUTRAL
    missing: bool = False
    """Whether it is absent from the disk now."""
    listed: bool = False
    """Whether the predecessor listed it as a source's file, not only as a collection member."""


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """A source of the predecessor and where its files go."""

    id: str
    name: str
    """Last component of its root."""
    root: bytes
    """Real path if it is reachable."""
    within: bytes | None
    """Our source that will contain its files; `None` if no source of ours may."""
    online: bool


@dataclass(frozen=True, slots=True)
class PlannedCollection:
    """A collection with distinct members."""

    id: str
    name: str
    members: tuple[Place, ...]
    export_folder: bytes | None
    hotkey: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole import, in storage order."""

    installation: Installation
    roots: tuple[bytes, ...]
    """Roots of new sources; they do not overlap."""
    sources: tuple[PlannedSource, ...]
    files: Mapping[Place, PlannedFile]
    collections: tuple[PlannedCollection, ...]
    ambiguous: tuple[tuple[str, str, str], ...]
    """Ambiguous marks: source name, path, stored value."""
    unresolved: tuple[tuple[str, str], ...]
    """Members without a known file: collection name, path."""
    duplicates: int
    """Number of repeated members and sources."""
    problems: tuple[str, ...]
    """What could not be imported as stored, one line each."""
