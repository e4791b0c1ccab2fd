"""A gate that pauses work."""

from __future__ import annotations

import trio


class Gate:
    """Jobs pass it before each batch; while it is closed they wait."""

    def __init__(self) -> None:
        self._opened = trio.Event()
        self._opened.set()

    def pause(self, *, on: bool) -> None:
        """Close the gate, or open it."""
        if not on:
            self._opened.set()
        elif self._opened.is_set():
            self._opened = trio.Event()

    async def wait(self) -> None:
        """Wait until it is open."""
        await self._opened.wait()
