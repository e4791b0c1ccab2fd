"""How far running work is, a line a second, for a person who waits."""

from __future__ import annotations

import sys

import trio

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox
from actors.messages.embeddings import DuplicatesProgressed
from models.audio.clock import clock, thousands
from models.audio.units import Seconds
from models.state.app import AppState


async def tell(state: Latest[AppState]) -> None:
    """Write to standard error until cancelled."""
    while True:
        await trio.sleep(1)
        for task in state.value.tasks:
            _write("files", task.done, task.total, task.rate, task.left)


async def tell_pairs(told: Mailbox[DuplicatesProgressed]) -> None:
    """Write how many pairs of files were compared, until cancelled."""
    spoke = trio.current_time()
    async for event in told:
        if trio.current_time() - spoke >= 1:
            spoke = trio.current_time()
            _write("pairs", event.done, event.total, event.rate, event.left)


def _write(things: str, done: int, total: int | None, rate: float, left: Seconds | None) -> None:
    ending = "" if left is None else f", {clock(left, 0)} left"
    of = "" if total is None else f" of {thousands(total)}"
    sys.stderr.write(f"{thousands(done)}{of} {things}, {rate:.0f}/s{ending}\n")
