"""What came of an export."""

from __future__ import annotations

from dataclasses import dataclass

LIST = "sempal-export.json"
"""The file beside exported ones that tells of each what it was made of, and what it lacks."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Counts and names; nothing was overwritten that was not our own."""

    collection: str
    folder: str
    written: int = 0
    """New files, and ours that were replaced by newer ones."""
    unchanged: int = 0
    """Ours from an earlier export that are still right."""
    removed: int = 0
    """Ours of samples that left the collection, removed because that was asked for."""
    left: tuple[str, ...] = ()
    """Files of an earlier export whose samples left, and that are still there."""
    failed: tuple[str, ...] = ()
    """Samples that were not written, a line each: which and why."""
    left_out: tuple[str, ...] = ()
    """What converted files do not have of their originals, a line each: which file, what, why."""
    cancelled: bool = False
    problem: str = ""
    """Why it ended early; empty if it did not."""
