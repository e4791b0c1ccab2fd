"""Daily verified backups of the library, and restoring one when the library is damaged.

Backups are in `backups/` beside the library; the three newest are kept. A damaged library is
renamed, never deleted, and replaced with the newest intact backup.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from loguru import logger

from actors.library.location import APPLICATION_ID
from actors.media.whole_file import move_into_place, replace_file

KEPT = 3
EVERY = timedelta(days=1)
STAMP = "%Y%m%d-%H%M%S"
_OURS = re.compile(r"\d{8}-\d{6}\.db")
_MARK = ".damaged"
"""Suffix of the marker file: the library must be restored at the next start."""


def folder_of(library: Path) -> Path:
    """Return the backup folder of `library`."""
    return library.parent / "backups" / library.stem


def backup_files(library: Path) -> list[Path]:
    """Return the backups of `library`, newest first."""
    folder = folder_of(library)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in found if _OURS.fullmatch(one.name)), reverse=True)


def is_due(library: Path, now: datetime) -> bool:
    """Return whether the newest backup is older than a day, or in the future (clock set back)."""
    newest = next(iter(backup_files(library)), None)
    if newest is None:
        return True
    made = datetime.strptime(newest.stem, STAMP).astimezone()
    return not timedelta(0) <= now - made < EVERY


STEPS = 100_000
"""SQLite virtual machine instructions between heartbeats: some milliseconds."""
Beat = Callable[[], None]
"""Heartbeat of long work; may raise to stop it."""


def no_beat() -> None:
    """Do nothing."""


def check_database(library: Path, beat: Beat = no_beat) -> str:
    """Check a whole database; return what is wrong with it, or an empty string."""
    try:
        with closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as one:
            one.set_progress_handler(beat, STEPS)
            found = [str(line) for (line,) in one.execute("PRAGMA integrity_check(3)")]
            (mark,) = one.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        beat()  # re-raises its exception, which SQLite replaced with its own error
        return str(error)
    if mark != APPLICATION_ID:
        return "it carries another program's mark"
    return "" if found == ["ok"] else "; ".join(found)


def back_up(library: Path, now: datetime, beat: Beat = no_beat) -> str:
    """Check the library and copy it; return what is wrong with it, or an empty string.

    No failure leaves a partial backup.

    Raises:
        OSError, sqlite3.Error: The backup could not be written.
    """
    if reason := check_database(library, beat):
        library.with_name(f"{library.name}{_MARK}").touch()
        return reason
    copy = folder_of(library) / f"{now.strftime(STAMP)}.db"
    copy.parent.mkdir(parents=True, exist_ok=True)
    unfinished = copy.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as one:
            one.set_progress_handler(beat, STEPS)
            one.execute("VACUUM INTO ?", (os.fspath(unfinished),))
        if reason := check_database(unfinished, beat):
            raise sqlite3.DatabaseError(f"the copy is not good: {reason}")
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError):
            beat()  # as above
        raise
    move_into_place(unfinished, copy)
    for old in backup_files(library)[KEPT:]:
        old.unlink()
    logger.info("library copied to {}", copy)
    return ""


def damage_reason(library: Path, beat: Beat = no_beat) -> str:
    """Return why the library must be restored before it is opened, or an empty string.

    Fast: it only checks for the marker file of `back_up` and whether the tables can be read.
    """
    if library.with_name(f"{library.name}{_MARK}").exists():
        return check_database(library, beat) or "it was found damaged"
    try:
        with closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as one:
            one.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            one.execute("SELECT 1 FROM source LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return str(error) if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} else ""
    return ""


def restore(library: Path, reason: str, now: datetime) -> str:
    """Rename the damaged library, restore the newest intact backup; return the notice text.

    Raises:
        OSError: A file operation failed.
    """
    aside = library.with_name(f"{library.name}.damaged-{now.strftime(STAMP)}")
    for ending in ("-wal", "-shm", ""):  # the WAL first: it must never meet another database
        beside = Path(f"{library}{ending}")
        if beside.exists():
            beside.rename(f"{aside}{ending}")
    library.with_name(f"{library.name}{_MARK}").unlink(missing_ok=True)
    good = next((copy for copy in backup_files(library) if not check_database(copy)), None)
    if good is None:
        said = f"the library was damaged ({reason}) and there is no copy: begun anew"
    else:
        with good.open("rb") as source, replace_file(library) as file:
            shutil.copyfileobj(source, file)
        made = datetime.strptime(good.stem, STAMP).astimezone()
        said = (
            f"the library was damaged ({reason}): the copy of {made:%Y-%m-%d %H:%M} took its place"
        )
    said += f"; the damaged one is kept as {aside.name}"
    logger.error("{}", said)
    return said
