"""What listening came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddingReport:
    """What listening to the library came to."""

    model: str
    embedded: int
    """Samples that were heard now."""
    failed: int
    """Samples that cannot be compared; why is kept."""
    known: int
    """Samples that had been heard before."""
    seconds: float
    problem: str = ""
    """Why nothing was done; empty if it was."""
