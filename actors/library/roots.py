"""Root folders of sources and their availability."""

from __future__ import annotations

import sqlite3
from functools import partial

import trio
from loguru import logger

from actors.library.errors import LibraryError, RootRefused
from actors.library.history import sources as source_steps
from actors.library.history.sources import Added
from actors.library.query import areas, sources
from actors.library.query.areas import Held
from actors.library.scan import relink_check
from actors.library.scan.alias import canonical_path
from actors.library.scan.root import check_root
from actors.library.store import Store
from models.audio.units import SourceId
from models.library.file_name import display_path, encode_path

PATIENCE = 1.0
"""Seconds to wait for a drive; one that does not respond counts as offline."""
AT_ONCE = 8


class Roots:
    """Adds sources and checks their folders; a dead drive does not delay the others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = trio.CapacityLimiter(AT_ONCE)

    async def locate(self, path: bytes) -> bytes:
        """Return the real path of a folder, in the spelling that the library uses.

        Raises:
            RootRefused: It cannot be a source.
            LibraryError: The database failed.
        """
        known = await self._store.rows.read(areas.all_areas)
        work = partial(canonical_path, path, tuple(area.root for area in known))
        return await trio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._threads)

    async def sources_inside(self, root: bytes) -> tuple[SourceId, ...]:
        """Return the sources whose root is this folder or lies inside it."""
        return await self._store.rows.read(partial(_inside, path=root))

    async def add_root(self, root: bytes) -> Added:
        """Add a folder to the library, as a source or as a folder of an existing one.

        Raises:
            LibraryError: The database failed.
        """
        return await self._store.writer.write(partial(_held, path=root), durable=True)

    async def relink(self, source: SourceId, path: bytes) -> Held:
        """Change the root of a source, after checking a sample of its files.

        Raises:
            LibraryError: The files differ, or the database failed.
        """
        try:
            root = await self.locate(path)
        except RootRefused as error:
            raise LibraryError(str(error)) from error
        probes = await self._store.rows.read(partial(relink_check.choose_probes, source=source))
        same = partial(
            relink_check.is_moved_source, root, probes
        )  # read-only, so it may be abandoned
        if not await trio.to_thread.run_sync(same, abandon_on_cancel=True, limiter=self._threads):
            raise LibraryError(
                f"{display_path(root)} is another folder: its files are not those we know"
            )
        work = partial(_relinked, source=source, path=root)
        return await self._store.writer.write(work, durable=True)

    async def check_all(self) -> None:
        """Check and store which sources are online."""
        async with trio.open_nursery() as nursery:
            for root in await self._store.writer.read(sources.source_roots):
                nursery.start_soon(self._check, root)

    async def _check(self, root: sources.Root) -> None:
        offline = True
        with trio.move_on_after(PATIENCE):
            reach = await trio.to_thread.run_sync(
                check_root, root, abandon_on_cancel=True, limiter=self._threads
            )
            offline = reach.offline
        if offline != root.offline:
            logger.info("source {} is {}", encode_path(root.path), "offline" if offline else "back")
            note = partial(sources.store_reach, source=root.source, offline=offline, device=None)
            await self._store.writer.write(note)


def _inside(connection: sqlite3.Connection, path: bytes) -> tuple[SourceId, ...]:
    return tuple(area.source for area in areas.areas_inside(connection, path))


def _held(connection: sqlite3.Connection, path: bytes) -> Added:
    added = source_steps.add(connection, path)
    source_steps.sweep(connection)
    return added


def _relinked(connection: sqlite3.Connection, source: SourceId, path: bytes) -> Held:
    held = areas.relocate_source(connection, source, path)
    source_steps.sweep(connection)
    return held
