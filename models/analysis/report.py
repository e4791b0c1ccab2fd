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
