"""Runs steps that need only the database, and sends their events once they are on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

import trio

from actors.kernel.mailbox import Address
from actors.library import step_kinds
from actors.library.collections import collections
from actors.library.following import follow
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.store import Store
from actors.library.undo import undo_or_redo
from actors.messages import library
from models.library.collection import Collection
from models.state.notice import Notice


class History:
    """Runs, undoes and redoes steps that need only the database."""

    def __init__(self, store: Store, events: Address[library.Event]) -> None:
        self._store, self._events = store, events
        self._sent: library.HistoryChanged | None = None
        self._listed: tuple[Collection, ...] | None = None
        # Steps run concurrently; events must be sent in the order of their reads.
        self._telling = trio.Lock()

    async def run_command(self, command: library.StepCommand) -> None:
        """Run a command as a step."""
        await self.record(step_kinds.work_of(command))

    async def record(self, work: Callable[[sqlite3.Connection], library.Event]) -> None:
        """Run a transaction that records its own step; send its event."""
        # Durable: what the user sees as done must survive a crash of the machine.
        await self.send_event(await self._store.writer.write(work, durable=True))

    async def undo_or_redo(self, *, back: bool, meant: Step | None = None) -> Step | Notice:
        """Undo or redo a step; see `actors.library.undo`.

        Returns:
            The step, if it must run outside the command loop and is not done yet; else the notice.
        """
        work = partial(undo_or_redo, back=back, meant=meant)
        outcome = await self._store.writer.write(work, durable=True)
        if isinstance(outcome, Step):
            return outcome
        await self.send_event(outcome)
        return outcome.notice

    async def send_event(self, event: library.Event) -> None:
        """Send the event of a step, after changed collections and before the changed history."""
        if isinstance(event, library.StepDone) and isinstance(
            event.changed, library.SourcesChanged | library.FilesMoved
        ):
            await follow(self._store)
        await self._tell_collections()
        await self._events.send(event)
        await self._tell_ahead()

    async def send_changes(self) -> None:
        """Send the collections and the next undo and redo steps, as far as they changed."""
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
            if now != self._sent:
                self._sent = now
                await self._events.send(now)


def _ahead(connection: sqlite3.Connection) -> library.HistoryChanged:
    back, again = (journal.next_step(connection, back=back) for back in (True, False))
    return library.HistoryChanged(
        *(one.action if one is not None else None for one in (back, again))
    )
