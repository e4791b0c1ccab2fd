"""The open library: three connections to one file.

Reads must not queue behind the writes of a scan, nor visible rows behind a long list, so each has
its own connection (WAL lets them run concurrently).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import trio

from actors.library import backups, restoration, schema
from actors.library.backups import STEPS, Beat, no_beat
from actors.library.database import Database
from actors.library.errors import LibraryError
from actors.library.location import DatabaseFile, choose_database_file
from actors.media.error import os_error_reason


@dataclass(frozen=True, slots=True)
class Store:
    """Connections by purpose."""

    writer: Database
    """The only connection that writes."""
    lists: Database
    """Queries over all samples; a newer one interrupts the older."""
    rows: Database
    """Short reads that the user waits for."""
    path: Path = Path()
    """The database file."""
    warning: str = ""
    """Notice for the user about the choice of the file; empty: none."""


@asynccontextmanager
async def open_store(folder: Path, beat: Beat = no_beat) -> AsyncGenerator[Store]:
    """Open the library in `folder`, creating both if absent.

    Args:
        folder: Folder of the library.
        beat: Heartbeat, called from threads while a large library is checked or migrated.

    Raises:
        LibraryError: It cannot be opened; the text is the reason.
    """
    steps = schema.steps()
    found = await trio.to_thread.run_sync(_ready, folder, steps, beat)
    migrate = partial(_migrated, steps=steps, beat=beat)
    async with (
        Database(found.path, migrate) as writer,
        Database(found.path) as lists,
        Database(found.path) as rows,
    ):
        yield Store(writer, lists, rows, found.path, found.warning)


def _migrated(connection: sqlite3.Connection, steps: tuple[str, ...], beat: Beat) -> None:
    connection.set_progress_handler(beat, STEPS)
    try:
        schema.migrate(connection, steps)
    finally:
        connection.set_progress_handler(None, 0)


def _ready(folder: Path, steps: tuple[str, ...], beat: Beat) -> DatabaseFile:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _need_writable(folder)
        found = choose_database_file(folder)
        schema.refuse_newer(found.version, len(steps))
        now = datetime.now().astimezone()
        if restored := restoration.carry_out_request(found.path, len(steps), now):
            found = choose_database_file(folder)
        if found.version and (reason := backups.damage_reason(found.path, beat)):
            restored = backups.restore(found.path, reason, now)
            found = choose_database_file(folder)
        if not found.path.exists() or not found.path.stat().st_size:
            schema.create(found.path, steps)
            found = choose_database_file(folder)  # another process may have been faster
        _need_writable(found.path)
        notes = [note for note in (restored, found.warning) if note]
        found = replace(found, warning="; ".join(notes))
    except OSError as error:
        reason = os_error_reason(error)
        raise LibraryError(f"cannot open the library in {folder}: {reason}") from error
    except sqlite3.Error as error:
        raise LibraryError(f"cannot open the library in {folder}: {error}") from error
    return found


def _need_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise LibraryError(f"cannot open the library: no permission to write {path}")
