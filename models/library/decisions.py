"""How much a person decided about some samples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decisions:
    """Counts, each 0 or more."""

    samples: int = 0
    marks: int = 0
    """Samples that are kept or rejected."""
    members: int = 0
    """Places in collections."""
    types: int = 0
    """Types that a person gave."""
