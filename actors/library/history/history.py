"""Does, takes back and does again; tells what has changed once it is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from actors.kernel.mailbox import Address
from actors.library.history import journal, tagging
from actors.library.history.journal import Kind, Step
from actors.library.store import Store
from actors.messages import library

KINDS: Mapping[str, Kind] = MappingProxyType({tagging.KIND: tagging.Tagging()})


class History:
    """All orders that make, take back or repeat steps."""

    def __init__(self, store: Store, events: Address[library.Event]) -> None:
        self._store, self._events = store, events
        self._told: library.HistoryChanged | None = None

    async def mark(self, order: library.Mark) -> None:
        """Tag samples."""
        await self._do(partial(tagging.mark, samples=order.samples, tag=order.tag))

    async def undo(self) -> None:
        """Take the newest step back."""
        await self._do(_undone)

    async def redo(self) -> None:
        """Do again what was taken back last."""
        await self._do(_redone)

    async def _do(self, work: Callable[[sqlite3.Connection], library.Event]) -> None:
        # Lasting: what is shown as done must be there after a crash of the machine too.
        await self._events.send(await self._store.changes.write(work, lasting=True))
        await self.tell()

    async def tell(self) -> None:
        """Say what undo and redo would do, if that is something else than before."""
        now = await self._store.rows.read(_ahead)
        if now != self._told:
            self._told = now
            await self._events.send(now)


def _ahead(connection: sqlite3.Connection) -> library.HistoryChanged:
    back, again = journal.next_undo(connection), journal.next_redo(connection)
    return library.HistoryChanged(back.words if back else "", again.words if again else "")


def _undone(connection: sqlite3.Connection) -> library.Event:
    while (step := journal.next_undo(connection)) is not None:
        if (event := _kind(step).undo(connection, step)) is not None:
            journal.turn(connection, step, undone=True)
            return event
        journal.drop(connection, step)  # all that it was about is forgotten
    return library.TagsChanged({}, "nothing to undo")


def _redone(connection: sqlite3.Connection) -> library.Event:
    while (step := journal.next_redo(connection)) is not None:
        if (event := _kind(step).redo(connection, step)) is not None:
            journal.turn(connection, step, undone=False)
            return event
        journal.drop(connection, step)
    return library.TagsChanged({}, "nothing to redo")


def _kind(step: Step) -> Kind:
    return KINDS[step.kind]
