"""Bring the search index and the listings of folders up to date in the background.

Lists are exact without them, but slower. A step blocks the writer for a few milliseconds.
"""

from __future__ import annotations

from functools import partial

import trio
from loguru import logger

from actors.kernel.latest import Latest
from actors.library.errors import LibraryError
from actors.library.query import folder_listings, search_index
from actors.library.scans import Count
from actors.library.store import Store

SETTLED = 0.5
"""Seconds after a write, as others often follow."""
REST = 0.02
"""Seconds between two steps: all else comes first."""
RETRY = 30.0
"""Seconds until the next attempt after a database error."""


class ListIndex:
    """Background job that indexes what has changed."""

    def __init__(self, store: Store, scans: Latest[Count]) -> None:
        self._store, self._scans = store, scans

    async def run(self) -> None:
        """Index after each change, until cancelled."""
        while True:
            seen = self._store.writer.writes.value
            await trio.sleep(SETTLED)
            try:
                if await self.update():
                    continue  # a scan may have ended meanwhile
            except LibraryError as error:
                logger.warning("indexing of lists failed, retrying: {}", error)
                await trio.sleep(RETRY)
            await self._store.writer.writes.until(lambda now: now != seen)  # noqa: B023 - called before the next round

    async def update(self) -> int:
        """Index all that is stale, but what a scan is still adding to; return the steps it took."""
        return await self._index_texts() + await self._list_folders()

    async def _index_texts(self) -> int:
        steps, after = 0, -1
        while True:
            running = bool(self._scans.value.running)
            read = partial(search_index.next_stale, after=after, but_last=running)
            stale = await self._store.rows.read(read)
            if stale is None:
                return steps
            build = partial(search_index.index_chunk, stale)
            done = await trio.to_thread.run_sync(build, abandon_on_cancel=True)
            keep = partial(search_index.store_chunk, done=done)
            await self._store.writer.write(keep, keeps_lists=True)
            steps, after = steps + 1, stale.chunk
            await trio.sleep(REST)

    async def _list_folders(self) -> int:
        steps = 0
        while not self._scans.value.running:
            folders = await self._store.rows.read(folder_listings.unlisted_folders)
            if not folders:
                break
            keep = partial(folder_listings.store_listings, folders=folders)
            await self._store.writer.write(keep, keeps_lists=True)
            steps += 1
            await trio.sleep(REST)
        return steps
