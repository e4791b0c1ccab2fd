"""Long work of the library that a person can watch and cancel."""

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
from models.state.progress import timed
from models.state.task_label import TaskLabel

PATIENCE = 0.3
"""Seconds until work counts as long: what is over by then is not shown."""
PERIOD = 0.2
"""Seconds between two reports."""


@dataclass(slots=True)
class Work:
    """One piece of work; threads count in it, the loop reads it."""

    ticket: Ticket
    label: TaskLabel
    scope: trio.CancelScope = field(default_factory=trio.CancelScope)
    done: int = 0
    total: int | None = None
    """`None`: unknown."""

    @property
    def cancelled(self) -> bool:
        """Whether a person stopped it, and it did stop."""
        return self.scope.cancelled_caught


class Works:
    """Shows what takes long, and cancels it.

    Its tickets are negative, so that they are never those of the session.
    """

    def __init__(self, events: Address[library.Event], jobs: Jobs) -> None:
        self._events, self._jobs = events, jobs
        self._tickets = count(-1, -1)
        self._running: dict[Ticket, Work] = {}

    def cancel(self, ticket: Ticket) -> None:
        """Stop it, if it still runs."""
        if work := self._running.get(ticket):
            work.scope.cancel()

    @asynccontextmanager
    async def shown(self, label: TaskLabel) -> AsyncGenerator[Work]:
        """Show what happens in here as soon as it is long; if it is cancelled, leave."""
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
            progress = timed(work.ticket, work.done, work.total, trio.current_time() - begun)
            said.set()
            await self._events.send(library.WorkProgressed(progress, work.label))
            await trio.sleep(PERIOD)
