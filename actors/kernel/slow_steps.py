"""Find the code that holds the one thread we all share."""

from __future__ import annotations

import time

import trio
from loguru import logger


class SlowSteps(trio.abc.Instrument):
    """Warns about every task step longer than `limit` seconds."""

    def __init__(self, limit: float = 0.004) -> None:
        self.limit = limit
        self.slow: list[tuple[str, float]] = []
        self._started = 0.0

    def before_task_step(self, task: trio.lowlevel.Task) -> None:  # noqa: ARG002 - trio's signature
        """Start the watch."""
        self._started = time.perf_counter()

    def after_task_step(self, task: trio.lowlevel.Task) -> None:
        """Stop the watch and tell."""
        took = time.perf_counter() - self._started
        if took > self.limit:
            self.slow.append((task.name, took))
            logger.warning("{} held the loop for {:.1f} ms", task.name, took * 1e3)
