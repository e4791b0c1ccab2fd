"""How far long work is: one value for every event and task that reports it."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Seconds, Ticket

_INSTANT = 1e-3
"""Seconds that count at least, so that a rate is finite."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is, how fast it goes, and how long it still takes."""

    ticket: Ticket
    """Names the work."""
    done: int = 0
    """Items: files, samples, pairs."""
    total: int | None = None
    """`None` while they are still being counted."""
    rate: float = 0.0
    """Items per second; 0 while unknown."""
    left: Seconds | None = None
    """Time left; `None` while unknown."""

    @property
    def fraction(self) -> float:
        """Return the part that is done, 0 to 1; 0 while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total else 0.0


def progress_at_rate(ticket: Ticket, done: int, total: int | None, rate: float) -> Progress:
    """Return the progress of work that goes on at `rate` items per second."""
    left = Seconds(max(0, total - done) / rate) if total is not None and rate else None
    return Progress(ticket, done, total, rate, left)


def progress_since(ticket: Ticket, done: int, total: int | None, elapsed: float) -> Progress:
    """Return the progress of work that began `elapsed` seconds ago, at its mean rate."""
    return progress_at_rate(ticket, done, total, done / max(_INSTANT, elapsed))
