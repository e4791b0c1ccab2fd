"""What comes first of what is not decided yet, and what that was learned from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import CollectionId, SourceId


class TriageOrder(Enum):
    """What comes first; the value is typed on the command line."""

    KEEP = "likely-keep"
    REJECT = "likely-reject"
    UNSURE = "unsure-first"


@dataclass(frozen=True, slots=True)
class Triage:
    """Order by what the decisions in one place teach."""

    order: TriageOrder
    source: SourceId | None = None
    """Decisions in this source; `None`: in all."""
    collection: CollectionId | None = None
    """Decisions among the members of this collection; `None`: of any or none."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What an order was learned from."""

    kept: int
    rejected: int
    right: float
    """Share of these that the others tell rightly."""
