"""Options of sources: read-only, and where workers of a cluster see them."""

from __future__ import annotations

import sqlite3
from functools import partial

from actors.library.errors import LibraryError
from actors.library.query import sources
from actors.library.source_steps import SourceSteps
from actors.library.store import Store
from actors.messages import library


async def handle(command: library.SourceOptionCommand, store: Store, steps: SourceSteps) -> None:
    """Carry out a command and send its reply.

    Raises:
        LibraryError: The source is unknown, or the database failed.
    """
    match command:
        case library.FetchSources():
            with command.reply_to as reply:
                reply.send(await store.rows.read(sources.list_sources))
        case library.SetSourceOptions():
            await store.writer.write(partial(_store, command=command), durable=True)
            await steps.send_sources()
            if command.reply_to is not None:
                command.reply_to.send(True)


def _store(connection: sqlite3.Connection, command: library.SetSourceOptions) -> None:
    """Store the options that a command names.

    Raises:
        LibraryError: The source is unknown.
    """
    root = command.worker_root
    changed = connection.execute(
        "UPDATE source SET read_only = coalesce(?, read_only),"
        " worker_root = CASE WHEN ? THEN worker_root ELSE nullif(?, x'') END"
        " WHERE id = ? AND NOT removed",
        (command.read_only, root is None, root, command.source),
    )
    if not changed.rowcount:
        raise LibraryError("this source is not in the library any more")
