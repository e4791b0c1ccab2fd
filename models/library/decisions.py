"""Counts of user decisions about samples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decisions:
    """Counts, each 0 or more."""

    samples: int = 0
    marks: int = 0
    """Kept or rejected samples."""
    members: int = 0
    """Memberships in collections."""
    types: int = 0
    """Types set by the user."""
