"""A process that was started before it is known what for."""

from __future__ import annotations

import trio


class Standby:
    """Holds a process, which imports what it needs meanwhile, until somebody takes it."""

    def __init__(self, process: trio.Process) -> None:
        self._process: trio.Process | None = process

    def take(self) -> trio.Process | None:
        """Return the process, once, if it still runs. One that nobody takes ends with the app."""
        process, self._process = self._process, None
        return process if process is not None and process.poll() is None else None
