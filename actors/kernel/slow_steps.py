"""Find the code that holds the one thread we all share."""

from __future__ import annotations

import time
from collections.abc import Callable

import trio
from loguru import logger

LIMIT = 0.004
"""Seconds."""


class SlowSteps(trio.abc.Instrument):
    """Warns about every task step longer than `limit` seconds."""

    def __init__(
        self, limit: float = LIMIT, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Watch.

        Args:
            limit: Seconds that a step may take.
            clock: Counts them; `time.thread_time` leaves out what other processes take.
        """
        self.limit, self._clock = limit, clock
        self.slow: list[tuple[str, float]] = []
        self._started: float | None = None

    def before_task_step(self, task: trio.lowlevel.Task) -> None:  # noqa: ARG002 - trio's signature
        """Start the watch."""
        self._started = self._clock()

    def after_task_step(self, task: trio.lowlevel.Task) -> None:
        """Stop the watch and tell."""
        if self._started is None:  # of the step in which the watch began
            return
        took = self._clock() - self._started
        if took > self.limit:
            self.slow.append((task.name, took))
            logger.warning("{} held the loop for {:.1f} ms", task.name, took * 1e3)
