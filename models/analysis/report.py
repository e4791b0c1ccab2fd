"""Outcome of analysing the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """Outcome of analysing the library."""

    analysed: int
    """Samples analysed in this run."""
    seconds: float
    reason: str = ""
    """Why it ended early; empty if it did not."""
    quarantined: tuple[bytes, ...] = ()
    """Paths of files that took two workers down, and are given to no other."""
    warnings: tuple[str, ...] = ()
    """Workers that got no work, with the reason."""
    unread: int = 0
    """Samples that could not be read in this run; the next one tries them again."""
    example: str = ""
    """One of these, and why."""
