"""A folder of a source, as the tree shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """A row of the folder tree."""

    path: bytes
    """Relative to the root of its source; `b""` is the root itself."""
    name: str
    """Last part, sanitised."""
    depth: int
    """0 for folders directly in the root."""
    count: int
    """Samples in it and below."""
    parent: bool
    """It holds further folders with samples."""
