"""Rows of the folder tree of a source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """A row of the folder tree."""

    path: bytes
    """Relative to the root of its source; `b""` is the root itself."""
    name: str
    """Last component, sanitised."""
    depth: int
    """0 for folders directly in the root."""
    count: int
    """Samples in it, recursively."""
    parent: bool
    """It has subfolders with samples."""
