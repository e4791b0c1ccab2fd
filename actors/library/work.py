"""Long-running work of the library with progress and cancellation."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import trio

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address
from actors.messages import library
from models.audio.units import Ticket
from models.state.progress import progress_since
from models.state.task_label import TaskLabel

PATIENCE = 0.3
"""Seconds before work is reported; shorter work is never shown."""
PERIOD = 0.2
"""Seconds between progress reports."""


@dataclass(slots=True)
class Work:
    """A unit of work; threads update its counters, the event loop reads them."""

    ticket: Ticket
    label: TaskLabel
    scope: trio.CancelScope = field(default_factory=trio.CancelScope)
    done: int = 0
    total: int | None = None
    """`None`: unknown."""

    @property
    def cancelled(self) -> bool:
        """Whether the user cancelled it before it finished."""
        return self.scope.cancelled_caught


class TaskReporter:
    """Reports the progress of long work and cancels it.

    Its tickets are negative, so that they never collide with those of the session.
    """

    def __init__(self, events: Address[library.Event], jobs: Jobs) -> None:
        self._events, self._jobs = events, jobs
        self._tickets = count(-1, -1)
        self._running: dict[Ticket, Work] = {}

    def cancel(self, ticket: Ticket) -> None:
        """Cancel work that is still running."""
        if work := self._running.get(ticket):
            work.scope.cancel()

    @asynccontextmanager
    async def report_task(self, label: TaskLabel) -> AsyncGenerator[Work]:
        """Report work inside the block once it takes long; leave the block when cancelled."""
        work = Work(Ticket(next(self._tickets)), label)
        self._running[work.ticket] = work
        said = trio.Event()
        self._jobs.start(("work", work.ticket), partial(self._report, work, said))
        try:
            with work.scope:
                yield work
        finally:
            del self._running[work.ticket]
            self._jobs.cancel(("work", work.ticket))
            if said.is_set():
                await self._events.send(library.WorkEnded(work.ticket))

    async def _report(self, work: Work, said: trio.Event) -> None:
        await trio.sleep(PATIENCE)
        begun = trio.current_time() - PATIENCE
        while True:
            progress = progress_since(
                work.ticket, work.done, work.total, trio.current_time() - begun
            )
            said.set()
            await self._events.send(library.WorkProgressed(progress, work.label))
            await trio.sleep(PERIOD)
