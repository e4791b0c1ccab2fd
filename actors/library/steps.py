"""Does, takes back and does again; tells what has changed once it is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import assert_never

import trio

from actors.kernel.mailbox import Address
from actors.library.collections import collections, ledger, members
from actors.library.files import ledger as files
from actors.library.history import journal, retyping, sources, tagging
from actors.library.history.journal import Kind, Step
from actors.library.store import Store
from actors.messages import library
from models.library.collection import Collection

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        tagging.KIND: tagging.Tagging(),
        ledger.KIND: ledger.Collecting(),
        ledger.CLIP: files.Filed(),
        files.KIND: files.Filed(),
        retyping.KIND: retyping.Retyping(),
        sources.KIND: sources.Sources(),
    }
)
_FILES = frozenset({files.KIND, ledger.CLIP})
"""Kinds whose steps move files."""
Edit = (
    library.AddCollection
    | library.RenameCollection
    | library.RemoveCollection
    | library.PlaceCollection
    | library.AddToCollection
    | library.RemoveFromCollection
    | library.PlaceMembers
)


class History:
    """All orders that make, take back or repeat steps."""

    def __init__(self, store: Store, events: Address[library.Event]) -> None:
        self._store, self._events = store, events
        self._told: library.HistoryChanged | None = None
        self._listed: tuple[Collection, ...] | None = None
        # A source is removed beside other orders; what was read first must be told first.
        self._telling = trio.Lock()

    async def mark(self, order: library.Mark) -> None:
        """Tag samples."""
        await self._do(partial(tagging.mark, samples=order.samples, tag=order.tag))

    async def correct(self, order: library.CorrectType) -> None:
        """Keep what a person says that samples are."""
        await self._do(partial(retyping.correct, wanted=order.samples, sound=order.type))

    async def edit(self, order: Edit) -> None:
        """Change collections."""
        await self._do(_editing(order))

    async def undo(self) -> library.Event | None:
        """Take the newest step back; return what was said, nothing: it is of files."""
        return await self._do(_undone)

    async def redo(self) -> library.Event | None:
        """Do again what was taken back last; return what was said, nothing: it is of files."""
        return await self._do(_redone)

    async def do(self, work: Callable[[sqlite3.Connection], library.Event]) -> None:
        """Do something that records its own step; say what it came to."""
        await self._do(work)

    async def _do(
        self, work: Callable[[sqlite3.Connection], library.Event | None]
    ) -> library.Event | None:
        # Lasting: what is shown as done must be there after a crash of the machine too.
        event = await self._store.changes.write(work, lasting=True)
        if event is None:
            return None
        await self._tell_collections()
        await self._events.send(event)
        await self._tell_ahead()
        return event

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


def sweep(connection: sqlite3.Connection) -> None:
    """Drop the steps of which nothing is left, or undo would name one and take back another."""
    for kind in KINDS.values():
        kind.sweep(connection)


def _ahead(connection: sqlite3.Connection) -> library.HistoryChanged:
    back, again = journal.next_undo(connection), journal.next_redo(connection)
    return library.HistoryChanged(back.words if back else "", again.words if again else "")


def _undone(connection: sqlite3.Connection) -> library.Event | None:
    while (step := journal.next_undo(connection)) is not None:
        if step.kind in _FILES:
            return None
        if (event := _kind(step).undo(connection, step)) is not None:
            journal.turn(connection, step, undone=True)
            return event
        journal.drop(connection, step)  # all that it was about is forgotten
    return library.TagsChanged({}, "nothing to undo")


def _redone(connection: sqlite3.Connection) -> library.Event | None:
    while (step := journal.next_redo(connection)) is not None:
        if step.kind in _FILES:
            return None
        if (event := _kind(step).redo(connection, step)) is not None:
            journal.turn(connection, step, undone=False)
            return event
        journal.drop(connection, step)
    return library.TagsChanged({}, "nothing to redo")


def _editing(order: Edit) -> Callable[[sqlite3.Connection], library.Event]:
    match order:
        case library.AddCollection(name=name):
            return partial(collections.add, name=name)
        case library.RenameCollection(collection=one, name=name):
            return partial(collections.rename, collection=one, name=name)
        case library.RemoveCollection(collection=one):
            return partial(collections.remove, collection=one)
        case library.PlaceCollection(collection=one, row=row):
            return partial(collections.place, collection=one, row=row)
        case library.AddToCollection(collection=one, samples=samples):
            return partial(members.collect, collection=one, samples=samples)
        case library.RemoveFromCollection(collection=one, samples=samples):
            return partial(members.uncollect, collection=one, samples=samples)
        case library.PlaceMembers(collection=one, samples=samples, row=row):
            return partial(members.place, collection=one, samples=samples, row=row)
        case _:
            assert_never(order)


def _kind(step: Step) -> Kind:
    return KINDS[step.kind]
