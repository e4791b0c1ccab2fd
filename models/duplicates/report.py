"""Outcome of a search for duplicates."""

from __future__ import annotations

from dataclasses import dataclass

from models.duplicates.group import Group


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """All duplicate groups of a library."""

    groups: tuple[Group, ...]
    tested: int = 0
    """Pairs compared, now or in earlier searches."""
    reason: str = ""
    """Why only identical files, or none, were searched; empty if all were."""
