"""Outcome of embedding the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddingReport:
    """Outcome of embedding the library."""

    model: str
    embedded: int
    """Samples embedded in this run."""
    failed: int
    """Samples that cannot be embedded; the reason is stored."""
    known: int
    """Samples embedded in earlier runs."""
    seconds: float
    reason: str = ""
    """Why nothing was done; empty if it was."""
    quarantined: tuple[bytes, ...] = ()
    """Paths of files that took two workers down, and are given to no other."""
    warnings: tuple[str, ...] = ()
    """Workers that got no work, with the reason."""
    unread: int = 0
    """Samples that could not be read in this run; the next one tries them again."""
    example: str = ""
    """One of those without features, and why."""
