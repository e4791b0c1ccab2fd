"""What analysing came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """What analysing the library came to."""

    analysed: int
    """Samples that were analysed now."""
    seconds: float
    problem: str = ""
    """Why it ended early; empty if it did not."""
