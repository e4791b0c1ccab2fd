"""Slice of the progress bars."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId, Ticket
from models.state.progress import Progress
from models.state.task_label import TaskLabel


@dataclass(frozen=True, slots=True)
class Task:
    """A long operation with progress, cancellable."""

    label: TaskLabel
    progress: Progress
    source: SourceId | None = None
    paused: bool | None = None
    """Whether it is paused; `None`: it cannot be."""

    @property
    def ticket(self) -> Ticket:
        """Return its ticket."""
        return self.progress.ticket
