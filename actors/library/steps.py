"""Makes, takes back and repeats steps; tells what has changed once it is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

import trio

from actors.kernel.mailbox import Address
from actors.library import step_kinds
from actors.library.collections import collections
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.store import Store
from actors.library.turn import turn
from actors.messages import library
from models.library.collection import Collection


class History:
    """All steps that need nothing but the database."""

    def __init__(self, store: Store, events: Address[library.Event]) -> None:
        self._store, self._events = store, events
        self._told: library.HistoryChanged | None = None
        self._listed: tuple[Collection, ...] | None = None
        # Steps are made beside one another; what was read first must be told first.
        self._telling = trio.Lock()

    async def make(self, order: library.StepOrder) -> None:
        """Do what an order says, as a step."""
        await self.do(step_kinds.work(order))

    async def do(self, work: Callable[[sqlite3.Connection], library.Event]) -> None:
        """Do something that records its own step; say what it came to."""
        # Durable: what is shown as done must be there after a crash of the machine too.
        await self.say(await self._store.writer.write(work, durable=True))

    async def turn(self, *, back: bool, meant: Step | None = None) -> Step | None:
        """Undo or redo a step; see `actors.library.turn`.

        Returns:
            The step, if it is not done yet because it has to be done beside other orders.
        """
        work = partial(turn, back=back, meant=meant)
        outcome = await self._store.writer.write(work, durable=True)
        if isinstance(outcome, Step):
            return outcome
        await self.say(outcome)
        return None

    async def say(self, event: library.Event) -> None:
        """Say what a step came to, after the collections and before what undo would do now."""
        await self._tell_collections()
        await self._events.send(event)
        await self._tell_ahead()

    async def tell(self) -> None:
        """Say which collections there are and what undo would do, if that is news."""
        await self._tell_collections()
        await self._tell_ahead()

    async def _tell_collections(self) -> None:
        async with self._telling:
            now = await self._store.rows.read(collections.listed)
            if now != self._listed:
                self._listed = now
                await self._events.send(library.CollectionsListed(now))

    async def _tell_ahead(self) -> None:
        async with self._telling:
            now = await self._store.rows.read(_ahead)
            if now != self._told:
                self._told = now
                await self._events.send(now)


def _ahead(connection: sqlite3.Connection) -> library.HistoryChanged:
    back, again = (journal.ahead(connection, back=back) for back in (True, False))
    return library.HistoryChanged(
        *(one.action if one is not None else None for one in (back, again))
    )
