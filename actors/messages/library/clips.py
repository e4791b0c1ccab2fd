"""Commands and events about clips."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.span import Span
from models.audio.units import CollectionId, SampleId


@dataclass(frozen=True, slots=True)
class Clip:
    """Write a span of a sample to a new file and add that file to a collection."""

    collection: CollectionId
    sample: SampleId
    span: Span
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""


@dataclass(frozen=True, slots=True)
class SaveSpans:
    """Write spans of a sample to new files, as one step; no file is ever overwritten.

    Cancelled or failed, it leaves no file behind.
    """

    sample: SampleId
    spans: tuple[Span, ...]
    stems: tuple[str, ...]
    """Name of each file without extension; one that is in use gets `_2`, `_3`, …"""
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""
    collection: CollectionId | None = None
    """Collection that the files are appended to."""
    reply_to: Reply[tuple[bytes, ...]] | None = None
    """For command-line programs: receives the paths of the files."""
    places: bool = False
    """They are places that a search found, and not slices."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Move copies, made for `SendFiles`, into a hot folder."""

    paths: tuple[bytes, ...]
    folder: bytes
    """Absolute."""
    left_out: str = ""
    """A sound that was not copied, and why; empty: all were."""


@dataclass(frozen=True, slots=True)
class KeepTake:
    """Copy a take into the clips folder; no file is ever overwritten."""

    take: bytes
    """Absolute path."""
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""


@dataclass(frozen=True, slots=True)
class TakeKept:
    """A take was saved."""

    take: bytes
    path: bytes
    """The new file."""


ClipCommand = Clip | SaveSpans | Deliver | KeepTake
ClipEvent = TakeKept
