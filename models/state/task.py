"""The slice behind the progress bars."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Seconds, SourceId, Ticket


@dataclass(frozen=True, slots=True)
class Task:
    """Long work that a person can watch and cancel."""

    ticket: Ticket
    label: str
    source: SourceId | None = None
    done: int = 0
    total: int | None = None
    """`None` while it is still being counted."""
    rate: float = 0.0
    """Things per second."""
    left: Seconds | None = None
