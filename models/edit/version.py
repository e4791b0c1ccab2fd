"""What is kept of edits: steps of the journal, versions of a file, and the space they take."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.library.action import Action


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step of the journal."""

    id: int
    at: float
    """When it was done, in seconds since 1970."""
    kind: str
    """As stored: `edit`, `files`, `tag`, …"""
    action: Action
    undone: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a file had."""

    id: int
    at: float
    """When it was first known, in seconds since 1970."""
    size: int
    """Bytes."""
    action: Action | None
    """What made it; `None`: it was there before."""
    current: bool
    """The file has it now, as far as known."""
    kept: bool
    """It can be restored; if false, its space was reclaimed."""


@dataclass(frozen=True, slots=True)
class FileVersions:
    """Versions of one file, oldest first."""

    sample: SampleId
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginalsReport:
    """Space used by contents that edits replaced."""

    files: int = 0
    size: int = 0
    """Bytes, as if nothing were shared with other files."""
    oldest: float | None = None
    """When the oldest was stored, in seconds since 1970; `None`: there are none."""
    removed: int = 0
    """Contents that were deleted just now."""
    freed: int = 0
    """Their bytes."""
    names: tuple[str, ...] = ()
    """Files that cannot be restored to them."""
