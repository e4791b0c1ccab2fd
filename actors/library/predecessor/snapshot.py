"""Traceless reading of another program's SQLite database.

Even a read-only connection creates and removes files beside a database with a pending WAL. Such a
database is copied with its WAL and the copy is opened; one without a WAL is opened in place as
immutable.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from actors.library.errors import LibraryError

BESIDE = ("-wal", "-shm", "-journal")
TRIES = 3
"""Maximum number of copies of a database that changes meanwhile."""


@contextmanager
def open_snapshot(path: Path, tables: set[str]) -> Generator[sqlite3.Connection]:
    """Open a database for reading.

    Args:
        path: Of the database file.
        tables: Tables it must have to be recognised.

    Raises:
        LibraryError: not such a database, or damaged; the message says which.
        OSError: the database cannot be read or copied.
    """
    with tempfile.TemporaryDirectory(prefix="sempal-import-") as folder:
        uri = _still(path, Path(folder))
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                connection.text_factory = _text
                _check(connection, path, tables)
                yield connection
        except sqlite3.Error as error:
            raise LibraryError(f"{path} cannot be read: {error}") from error


def _still(path: Path, folder: Path) -> str:
    """Return the URI to open: the file itself if nothing is pending, else a copy."""
    if not any(_size(path, ending) for ending in BESIDE):
        return f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    copy = folder / "copy.db"
    for _ in range(TRIES):
        before = _state(path)
        for ending in ("", *BESIDE):
            if ending != "-shm" and os.path.exists(f"{path}{ending}"):
                shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        if _state(path) == before:
            break
    else:
        raise LibraryError(f"{path} changes all the time: close the program that writes it")
    return f"{copy.as_uri()}?mode=rw"


def _state(path: Path) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for ending in ("", *BESIDE):
        try:
            status = os.stat(f"{path}{ending}")
        except FileNotFoundError:
            found.append((-1, -1))
        else:
            found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)


def _size(path: Path, ending: str) -> int:
    try:
        return os.stat(f"{path}{ending}").st_size
    except FileNotFoundError:
        return 0


def _check(connection: sqlite3.Connection, path: Path, tables: set[str]) -> None:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if missing := tables - {name for (name,) in rows}:
        raise LibraryError(f"{path} is of another program: it has no table “{min(missing)}”")
    (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if result != "ok":
        raise LibraryError(f"{path} is damaged: {result}")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")
