"""What a search for duplicates came to."""

from __future__ import annotations

from dataclasses import dataclass

from models.duplicates.group import Group


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """All groups of a library."""

    groups: tuple[Group, ...]
    tested: int = 0
    """Pairs that were compared, now or before."""
    problem: str = ""
    """Why only exact copies, or none, were looked for; empty if all were."""
