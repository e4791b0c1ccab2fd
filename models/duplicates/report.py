"""What a search for duplicates came to."""

from __future__ import annotations

from dataclasses import dataclass

from models.duplicates.group import Group


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """All groups of a library."""

    groups: tuple[Group, ...]
    tested: int = 0
    """Pairs that underwent the null test."""
    problem: str = ""
    """Why only exact copies, or none, were looked for; empty if all were."""
