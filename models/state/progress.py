"""Progress of a task."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Seconds, Ticket

_INSTANT = 1e-3
"""Minimum duration in seconds, so that a rate is finite."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress, rate and remaining time of a task."""

    ticket: Ticket
    """Identifies the task."""
    done: int = 0
    """Items: files, samples, pairs."""
    total: int | None = None
    """`None`: not counted yet."""
    rate: float = 0.0
    """Items per second; 0: unknown."""
    left: Seconds | None = None
    """Seconds left; `None`: unknown."""
    workers: int = 0
    """Workers of a cluster that are at it; 0: this computer is."""

    @property
    def fraction(self) -> float:
        """Return the fraction done, 0 to 1; 0 while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total else 0.0


def progress_at_rate(ticket: Ticket, done: int, total: int | None, rate: float) -> Progress:
    """Return the progress of a task at a known rate in items per second."""
    left = Seconds(max(0, total - done) / rate) if total is not None and rate else None
    return Progress(ticket, done, total, rate, left)


def progress_since(ticket: Ticket, done: int, total: int | None, elapsed: float) -> Progress:
    """Return the progress of a task that started `elapsed` seconds ago, at its mean rate."""
    return progress_at_rate(ticket, done, total, done / max(_INSTANT, elapsed))
