"""How much work there is in all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import trio

RENEWED = 5.0
"""Seconds after which what is left is counted again: a scan may add samples meanwhile."""


class Total:
    """What is done and what is left, counted again from time to time and whenever it is reached."""

    def __init__(self, pending: Callable[[], Awaitable[int]]) -> None:
        """Nothing is counted yet.

        Args:
            pending: Counts the samples that are left.
        """
        self._pending, self._total, self._renewed = pending, 0, 0.0

    async def of(self, done: int) -> int:
        """Return how many samples there are, with the `done` that are stored already; ≥ `done`."""
        now = trio.current_time()
        if done >= self._total or now >= self._renewed + RENEWED:
            self._total, self._renewed = done + await self._pending(), now
        return max(done, self._total)
