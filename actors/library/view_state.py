"""Stored view states: written shortly after the last change, read at start-up."""

from __future__ import annotations

import json
import sqlite3
from functools import partial

import trio

from actors.library.errors import LibraryError
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SourceId
from models.library import view_state
from models.library.stored_json import as_integer, load_json
from models.library.view_state import ViewState

LAST = "source"
"""Key of the source viewed last."""
CALM = 0.5
"""Debounce in seconds before writing: keys repeat."""


class ViewStateStore:
    """Buffers the newest view state of each source until it is written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[SourceId | None, ViewState] = {}
        self._last: SourceId | None = None

    async def read(self) -> library.ViewStatesRead:
        """Return the stored view states."""
        return await self._store.rows.read(_read)

    def buffer(self, command: library.StoreViewState) -> None:
        """Buffer a view state for `write`."""
        self._waiting[command.source] = command.view_state
        self._last = command.source

    async def write_soon(self) -> None:
        """Write after a pause; the caller cancels and restarts it on each change."""
        await trio.sleep(CALM)
        await self.write()

    async def write(self) -> None:
        """Write the buffered view states."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        work = partial(_write, view_states=waiting, last=self._last)
        try:
            # No list depends on view states, so cached lists stay valid.
            await self._store.writer.write(work, keeps_lists=True)
        except LibraryError:
            self._waiting = {**waiting, **self._waiting}
            raise


def _key(source: SourceId | None) -> str:
    return f"look {source}" if source is not None else "look"


def _write(
    connection: sqlite3.Connection,
    view_states: dict[SourceId | None, ViewState],
    last: SourceId | None,
) -> None:
    rows = [(_key(source), json.dumps(one.to_json())) for source, one in view_states.items()]
    connection.executemany(
        "INSERT OR REPLACE INTO memory VALUES (?, ?)", [*rows, (LAST, json.dumps(last))]
    )


def _read(connection: sqlite3.Connection) -> library.ViewStatesRead:
    # Removed sources included: restored ones get their view state back.
    sources = connection.execute("SELECT id, removed FROM source").fetchall()
    known = {one for one, _ in sources}
    rows = dict(connection.execute("SELECT key, value FROM memory").fetchall())
    view_states: dict[SourceId | None, ViewState] = {
        SourceId(source): view_state.parse_view_state(load_json(rows[_key(SourceId(source))]))
        for source in known
        if _key(SourceId(source)) in rows
    }
    everywhere = view_state.parse_view_state(load_json(rows.get("look", "{}")))
    last = as_integer(load_json(rows.get(LAST, "null")))
    return library.ViewStatesRead(
        {None: everywhere, **view_states},
        SourceId(last) if last is not None and (last, 0) in sources else None,
        known=LAST in rows,
    )
