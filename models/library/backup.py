"""A copy of the library that can be restored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole library of an earlier time."""

    name: str
    """File name without its ending; what to restore is named by it."""
    at: float
    """POSIX time at which it was the library."""
    size: int
    """Bytes."""
    samples: int
    collections: int
    replaced: bool = False
    """A library whose place a restored one took, instead of a daily copy."""
    damage: str = ""
    """Why it cannot be restored; empty: it can."""
