"""Schema creation and forward-only migrations from `data/schema`.

Not here: the meaning of the tables (documented in the SQL) and queries (`query`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from importlib.resources import files
from pathlib import Path

from loguru import logger

from actors.library.errors import LibraryError
from actors.library.location import APPLICATION_ID
from actors.media.whole_file import rename_exclusively
from models.library.text_folding import fold_path


def steps() -> tuple[str, ...]:
    """Return the SQL of every version, oldest first."""
    folder = files("data") / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((folder / name).read_text("utf-8") for name in names)


def create(path: Path, steps: Sequence[str]) -> None:
    """Create an empty library at `path` atomically.

    It is created under a temporary name and renamed, so that an interruption leaves no partial file
    where the next start looks.

    Raises:
        sqlite3.Error, OSError: It could not be created.
    """
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}")
    _remove(unfinished)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            # Before WAL mode, so that the id is written to the file header itself.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, steps)
        _give_name(unfinished, path)
    finally:
        _remove(unfinished)


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Migrate the tables to the newest version, in one transaction.

    A library of an older version is first copied beside itself.

    Raises:
        LibraryError: The library has a newer version than this program knows.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    refuse_newer(version, len(steps))
    if version == len(steps):
        return
    if version:
        _back_up(connection, version)
    # Search folding needs the Unicode tables, which SQLite lacks.
    connection.create_function("path_folded", 1, fold_path, deterministic=True)
    script = "\n;\n".join(steps[version:])
    try:
        connection.executescript(f"BEGIN;\n{script};\nPRAGMA user_version = {len(steps)};\nCOMMIT;")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def refuse_newer(version: int, known: int) -> None:
    """Raise if the version is newer than the known ones.

    Raises:
        LibraryError: It is newer.
    """
    if version > known:
        raise LibraryError(
            f"the library was written by a newer version of this program"
            f" (its version is {version}, the newest known is {known})"
        )


def _back_up(connection: sqlite3.Connection, version: int) -> None:
    main = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    copy = main.with_name(f"{main.name}.version-{version}")
    copy.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (os.fspath(copy),))
    logger.info("library backed up before its migration: {}", copy)


def _give_name(unfinished: Path, path: Path) -> None:
    if path.exists() and path.stat().st_size == 0:
        path.unlink()
    if not rename_exclusively(unfinished, path):
        logger.info("another process created the library first: {}", path)


def _remove(unfinished: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{unfinished}{ending}").unlink(missing_ok=True)
