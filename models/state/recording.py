"""Slice of the recording of a question."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.inputs import Inputs
from models.audio.take import RecordingProgress
from models.audio.units import Ticket


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, and the inputs that it could be from."""

    ticket: Ticket = Ticket(0)
    """0: nothing is recorded."""
    progress: RecordingProgress | None = None
    """`None`: the input is being opened."""
    reason: str = ""
    """Why the last recording has no take."""
    inputs: Inputs | None = None
    """`None`: not known yet."""
    keeping: frozenset[bytes] = frozenset()
    """Paths of takes that are being saved, which are not dropped meanwhile."""

    @property
    def running(self) -> bool:
        """Whether an input is open, or being opened."""
        return bool(self.ticket)
