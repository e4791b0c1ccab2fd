"""Lets samples follow their folders, in steps between which decisions are stored."""

from __future__ import annotations

from actors.library.query import lagging
from actors.library.store import Store


async def follow(store: Store) -> None:
    """Let all samples follow that lag behind; lists made meanwhile are stale.

    Raises:
        LibraryError: The database failed; the next start goes on.
    """
    if not await store.writer.read(lagging.lags):
        return
    while await store.writer.write(lagging.catch_up, keeps_lists=True):
        pass
    store.writer.invalidate_lists()
