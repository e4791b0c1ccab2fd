"""Detect tasks that block the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable

import trio
from loguru import logger

LIMIT = 0.004
"""Seconds that a task step may take."""


class SlowSteps(trio.abc.Instrument):
    """Trio instrument that warns about every task step longer than `limit` seconds."""

    def __init__(
        self, limit: float = LIMIT, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Start without measurements.

        Args:
            limit: Maximum seconds per step.
            clock: Measures them; `time.thread_time` excludes time taken by other processes.
        """
        self.limit, self._clock = limit, clock
        self.slow: list[tuple[str, float]] = []
        self._started: float | None = None

    def before_task_step(self, task: trio.lowlevel.Task) -> None:  # noqa: ARG002 - trio's signature
        """Record the start of the step."""
        self._started = self._clock()

    def after_task_step(self, task: trio.lowlevel.Task) -> None:
        """Warn if the step took too long."""
        if self._started is None:  # the step in which the instrument was added
            return
        took = self._clock() - self._started
        if took > self.limit:
            self.slow.append((task.name, took))
            logger.warning("{} blocked the event loop for {:.1f} ms", task.name, took * 1e3)
