"""Whether an actor is alive: it waits for messages, or shows signs of life while it works."""

from __future__ import annotations

QUIET = 5.0
"""Seconds without a sign of life after which a part that should read its mailbox is silent."""
TICK = 0.25
"""Seconds between two looks of somebody who waits for an answer.

Silence is counted in looks, not by a clock: while the whole process stands still (a
suspended machine) nobody looks, and nobody is blamed.
"""


class Pulse:
    """Beaten by the actor and by the threads that work for it; read by whoever waits for it."""

    def __init__(self) -> None:
        self.beats = 0
        """Only ever grows; that is all it tells."""
        self.idle = False
        """The actor waits for its next message."""
        self.silent = False
        """It was found out that there is no life: nobody need wait for that again."""

    def beat(self) -> None:
        """Show that work goes on; from any thread."""
        self.beats += 1


class Silence:
    """Counts the looks since the last sign of life."""

    def __init__(self) -> None:
        self._seen = -1
        self.seconds = 0.0
        """How long nothing was seen."""

    def look(self, beats: int, after: float, *, alive: bool = False) -> float:
        """Look once, so many seconds after the last time; return the seconds of silence."""
        if alive or beats != self._seen:
            self._seen, self.seconds = beats, 0.0
        else:
            self.seconds += after
        return self.seconds
