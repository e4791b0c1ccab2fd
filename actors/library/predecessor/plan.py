"""What an import would store, all of it known before the first change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.library.tag import Tag
from models.predecessor.installation import Installation

Place = tuple[bytes, bytes]
"""Root of a source, path below it."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A sample to be, or one that is known by then."""

    size: int
    """Bytes."""
    mtime_ns: int
    tag: Tag = Tag.NEUTRAL
    missing: bool = False
    """It is not on the disk now."""
    listed: bool = False
    """The predecessor knew it as a file of a source, not only as a member."""


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """What became of a source of the predecessor."""

    id: str
    name: str
    """The last part of its root."""
    root: bytes
    """Real path if it can be reached."""
    within: bytes | None
    """The source that holds its files from now on; `None`: no source of ours may."""
    online: bool


@dataclass(frozen=True, slots=True)
class PlannedCollection:
    """A collection with members that are named once each."""

    id: str
    name: str
    members: tuple[Place, ...]
    export_folder: bytes | None
    hotkey: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything, in the order in which it is stored."""

    installation: Installation
    roots: tuple[bytes, ...]
    """Of new sources; none of them lies in another."""
    sources: tuple[PlannedSource, ...]
    files: Mapping[Place, PlannedFile]
    collections: tuple[PlannedCollection, ...]
    ambiguous: tuple[tuple[str, str, str], ...]
    """Marks that cannot be told: name of the source, path, what was found."""
    unresolved: tuple[tuple[str, str], ...]
    """Members whose file is not known: name of the collection, path."""
    duplicates: int
    """Members and sources that were named more than once."""
    problems: tuple[str, ...]
    """What could not be taken as it stands, a line each."""
