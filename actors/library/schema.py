"""The tables and how they came to be: forward-only steps in `data/schema`.

Not here: what the tables mean (the SQL says it) and how they are read (`query`).
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
from models.library.text_folding import path_folded


def steps() -> tuple[str, ...]:
    """Return the SQL of every version, the first one first."""
    folder = files("data") / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((folder / name).read_text("utf-8") for name in names)


def create(path: Path, steps: Sequence[str]) -> None:
    """Make an empty library at `path`, complete or not at all.

    It is made under another name and renamed, so that whatever interrupts us
    leaves no half-marked file where the next start looks.

    Raises:
        sqlite3.Error, OSError: as the file system says.
    """
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}")
    _remove(unfinished)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            # The mark first: as long as there is no log, changes go to the header itself.
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, steps)
        _give_name(unfinished, path)
    finally:
        _remove(unfinished)


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Bring the tables up to the newest version, in one transaction.

    A library of an older version is first copied beside itself.

    Raises:
        LibraryError: the library is of a newer version than we know.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    refuse_newer(version, len(steps))
    if version == len(steps):
        return
    if version:
        _back_up(connection, version)
    # Folding for searches needs Unicode's tables, which SQL does not have.
    connection.create_function("path_folded", 1, path_folded, deterministic=True)
    script = "\n;\n".join(steps[version:])
    try:
        connection.executescript(f"BEGIN;\n{script};\nPRAGMA user_version = {len(steps)};\nCOMMIT;")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def refuse_newer(version: int, known: int) -> None:
    """Do nothing if the version is one we know.

    Raises:
        LibraryError: it is newer.
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
    logger.info("kept a copy of the library before changing its tables: {}", copy)


def _give_name(unfinished: Path, path: Path) -> None:
    if path.exists() and path.stat().st_size == 0:
        path.unlink()
    try:
        path.hardlink_to(unfinished)  # unlike a rename it fails where another start was quicker
    except FileExistsError:
        logger.info("another start made the library first: {}", path)
    except OSError:  # a file system without hard links
        unfinished.rename(path)


def _remove(unfinished: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{unfinished}{ending}").unlink(missing_ok=True)
