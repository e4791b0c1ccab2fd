"""Liveness of an actor: it either waits for messages or beats while it works."""

from __future__ import annotations

QUIET = 5.0
"""Seconds without a beat after which an actor that should read its mailbox counts as silent."""
TICK = 0.25
"""Seconds between two polls by a requester that waits for a reply.

Silence is counted in polls, not by a clock: while the whole process is suspended nobody polls, so
nothing times out."""


class Pulse:
    """Heartbeat of an actor: beaten by it and its threads, read by the actors that wait for it."""

    def __init__(self) -> None:
        self.beats = 0
        """Monotonic counter; only its changes matter."""
        self.idle = False
        """The actor waits for its next message."""
        self.silent = False
        """The supervisor found the actor unresponsive: requesters need not wait again."""

    def beat(self) -> None:
        """Signal that work is in progress; thread-safe."""
        self.beats += 1


class Silence:
    """Measures the time since the last beat, by polling."""

    def __init__(self) -> None:
        self._seen = -1
        self.seconds = 0.0
        """Seconds since the last beat."""

    def poll(self, beats: int, after: float, *, alive: bool = False) -> float:
        """Poll once, `after` seconds after the previous poll; return the seconds of silence."""
        if alive or beats != self._seen:
            self._seen, self.seconds = beats, 0.0
        else:
            self.seconds += after
        return self.seconds
