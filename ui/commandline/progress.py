"""How far running work is, a line a second, for a person who waits."""

from __future__ import annotations

import sys

import trio

from actors.kernel.latest import Latest
from models.audio.clock import clock, thousands
from models.state.app import AppState


async def tell(state: Latest[AppState]) -> None:
    """Write to standard error until cancelled."""
    while True:
        await trio.sleep(1)
        for task in state.value.tasks:
            left = "" if task.left is None else f", {clock(task.left, 0)} left"
            total = "" if task.total is None else f" of {thousands(task.total)}"
            sys.stderr.write(f"{thousands(task.done)}{total} files, {task.rate:.0f}/s{left}\n")
