"""Commands and events about what is handed to other programs."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import CollectionId, SampleId, Ticket
from models.library.path_place import PathPlace


@dataclass(frozen=True, slots=True)
class LocateSamples:
    """Find the files of samples, in this order, for other programs."""

    ticket: Ticket
    samples: tuple[SampleId, ...]
    renamed: bool = True
    """Replace files whose names are not UTF-8 by links with similar names."""


@dataclass(frozen=True, slots=True)
class LocateMembers:
    """Find the files of a collection, in its order, for other programs."""

    ticket: Ticket
    collection: CollectionId


@dataclass(frozen=True, slots=True)
class LocatePaths:
    """Find where paths are in the library."""

    ticket: Ticket
    paths: tuple[bytes, ...]
    """Absolute."""


@dataclass(frozen=True, slots=True)
class RenderSpan:
    """Write a span of a sample to a file in the cache, for other programs."""

    ticket: Ticket
    sample: SampleId
    span: Span


@dataclass(frozen=True, slots=True)
class FilesLocated:
    """Reply to `LocateSamples`, `LocateMembers` and `RenderSpan`."""

    ticket: Ticket
    paths: tuple[bytes, ...]
    """Absolute."""
    missing: int = 0
    """Files that are not there; left out."""


@dataclass(frozen=True, slots=True)
class PathsLocated:
    """Reply to `LocatePaths`."""

    ticket: Ticket
    places: tuple[PathPlace, ...]
    """One for each path, in order."""


HandoffCommand = LocateSamples | LocateMembers | LocatePaths | RenderSpan
HandoffEvent = FilesLocated | PathsLocated
