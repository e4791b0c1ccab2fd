"""Folders added to the library."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId


@dataclass(frozen=True, slots=True)
class Source:
    """A folder whose audio files, at any depth, are samples."""

    id: SourceId
    root: bytes
    """Absolute path, as the file system spells it."""
    name: str
    """For display: last component of the root, sanitised."""
    count: int = 0
    """Known samples, missing ones included."""
    offline: bool = False
    """The root cannot be reached (drive not mounted); samples stay, greyed out."""
    read_only: bool = False
    """Its files are never renamed, moved, trashed or edited, and nothing is written beside them."""
    worker_root: bytes = b""
    """Where workers of a cluster see the root; empty: at the same path."""
