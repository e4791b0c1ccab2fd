"""Which folders are sources, and whether they can be reached."""

from __future__ import annotations

import os
import sqlite3
from functools import partial

import trio
from loguru import logger

from actors.library.errors import LibraryError, RootRefused
from actors.library.query import sources
from actors.library.scan import relinking
from actors.library.scan.root import look, real
from actors.library.store import Store
from models.audio.units import SourceId
from models.library.naming import encoded, shown

PATIENCE = 1.0
"""Seconds to wait for a drive; one that does not answer counts as not connected."""
AT_ONCE = 8


class Roots:
    """Adds sources and looks at their folders; one dead drive does not hold up the others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = trio.CapacityLimiter(AT_ONCE)

    async def add(self, path: bytes) -> SourceId:
        """Return the source at `path`, made if it is not one already.

        Sources never overlap, so that each file has one row: a folder inside
        or around a source is refused.

        Raises:
            RootRefused: it cannot be a source.
            LibraryError: the database says no.
        """
        root = await trio.to_thread.run_sync(
            real, path, abandon_on_cancel=True, limiter=self._threads
        )
        return await self._store.changes.write(partial(_added, path=root), lasting=True)

    async def relink(self, source: SourceId, path: bytes) -> str:
        """Let a source be at another path; return what was done.

        A part of its files is looked at first: it must be the same folder.

        Raises:
            LibraryError: it is not, or the database says no.
        """
        try:
            root = await trio.to_thread.run_sync(real, path, limiter=self._threads)
        except RootRefused as refusal:
            raise LibraryError(str(refusal)) from refusal
        probes = await self._store.rows.read(partial(relinking.probes, source=source))
        if not await trio.to_thread.run_sync(relinking.is_same, root, probes):
            raise LibraryError(f"{shown(root)} is another folder: its files are not those we know")
        work = partial(_relinked, source=source, path=root)
        try:
            await self._store.changes.write(work, lasting=True)
        except RootRefused as refusal:
            raise LibraryError(str(refusal)) from refusal
        return f"the source is {shown(root)} now"

    async def look_around(self) -> None:
        """Store which sources can be reached now."""
        async with trio.open_nursery() as nursery:
            for root in await self._store.changes.read(sources.roots):
                nursery.start_soon(self._look_at, root)

    async def _look_at(self, root: sources.Root) -> None:
        offline = True
        with trio.move_on_after(PATIENCE):
            reach = await trio.to_thread.run_sync(
                look, root, abandon_on_cancel=True, limiter=self._threads
            )
            offline = reach.offline
        if offline != root.offline:
            logger.info("source {} is {}", encoded(root.path), "offline" if offline else "back")
            note = partial(sources.note_reach, source=root.source, offline=offline, device=None)
            await self._store.changes.write(note)


def _added(connection: sqlite3.Connection, path: bytes) -> SourceId:
    for root in sources.roots(connection):
        if root.path == path:
            return root.source
        if _is_inside(path, root.path):
            raise RootRefused(f"{shown(path)}: it lies inside the source {shown(root.path)}")
        if _is_inside(root.path, path):
            raise RootRefused(f"{shown(path)}: it contains the source {shown(root.path)}")
    return sources.add(connection, path)


def _relinked(connection: sqlite3.Connection, source: SourceId, path: bytes) -> None:
    for root in sources.roots(connection):
        inside = _is_inside(path, root.path) or _is_inside(root.path, path)
        if root.source != source and (inside or root.path == path):
            raise RootRefused(f"{shown(path)}: it is, holds or lies in {shown(root.path)}")
    connection.execute(
        "UPDATE source SET root = ?, device = NULL, offline = 0 WHERE id = ?", (path, source)
    )


def _is_inside(path: bytes, folder: bytes) -> bool:
    return path.startswith(os.path.join(folder, b""))
