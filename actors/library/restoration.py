"""Restoring a copy of the library that the user chose; the library that it replaces is kept.

While the library is open, only a request is stored, which is carried out at the next start.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from loguru import logger

from actors.library.backups import KEPT, STAMP, backup_files, check_database, folder_of
from actors.media.whole_file import move_into_place, replace_file, temporary_path
from models.library.backup import Backup

_REPLACED = re.compile(r"replaced-\d{8}-\d{6}\.db")
_REQUEST = ".restore"
"""Ending of the file that names the copy to be restored at the next start."""


class Unrestorable(Exception):
    """A copy cannot be restored; the text is the reason."""


def list_backups(library: Path) -> tuple[Backup, ...]:
    """Return the daily copies and the libraries that were replaced, newest first."""
    found = [_described(path) for path in (*backup_files(library), *_replaced_files(library))]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def restore_backup(library: Path, name: str, newest_version: int, now: datetime) -> str:
    """Put a copy in the place of the library; return the name under which that is kept.

    Nobody may have the library open. After a crash it is the old one or the restored one.

    Args:
        library: It may be missing or damaged.
        name: See `Backup.name`.
        newest_version: Newest version of the tables that this program reads.
        now: The time, for the name of what is replaced.

    Raises:
        Unrestorable: There is no such copy, or it is damaged or of a newer program.
        OSError: A file cannot be written.
    """
    copy = _find(library, name)
    if reason := check_database(copy):
        raise Unrestorable(f"{name} is damaged: {reason}")
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as one:
        (version,) = one.execute("PRAGMA user_version").fetchone()
    if version > newest_version:
        raise Unrestorable(f"{name} was written by a newer sempal")
    kept = _keep_present(library, now)
    with copy.open("rb") as source, replace_file(library) as file:
        shutil.copyfileobj(source, file)
    for old in _replaced_files(library)[KEPT:]:
        old.unlink()
    logger.info("library restored from {}; the replaced one is kept as {}", name, kept or "nothing")
    return kept


def request_restore(library: Path, name: str) -> None:
    """Have a copy restored at the next start; an empty name takes the request back.

    Raises:
        Unrestorable: There is no such copy.
        OSError: The request cannot be stored.
    """
    request = _request_of(library)
    if not name:
        request.unlink(missing_ok=True)
        return
    _find(library, name)
    with replace_file(request) as file:
        file.write(name.encode())


def requested_backup(library: Path) -> str:
    """Return the name of the copy to be restored at the next start; empty: none."""
    try:
        return _request_of(library).read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        return ""


def carry_out_request(library: Path, newest_version: int, now: datetime) -> str:
    """Restore what was requested; return the notice text, or an empty string.

    Raises:
        OSError: A file cannot be written.
    """
    name = requested_backup(library)
    if not name:
        return ""
    try:
        kept = restore_backup(library, name, newest_version, now)
        said = f"restored {name}; the library of before is kept as {kept}"
    except Unrestorable as error:
        said = f"the library was not restored: {error}"
    _request_of(library).unlink(missing_ok=True)
    return said


def _request_of(library: Path) -> Path:
    return library.with_name(f"{library.name}{_REQUEST}")


def _replaced_files(library: Path) -> list[Path]:
    folder = folder_of(library)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in found if _REPLACED.fullmatch(one.name)), reverse=True)


def _find(library: Path, name: str) -> Path:
    for path in (*backup_files(library), *_replaced_files(library)):
        if path.stem == name:
            return path
    raise Unrestorable(f"there is no backup {name}")


def _described(path: Path) -> Backup:
    samples = collections = 0
    damage = ""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as one:
            (samples,) = one.execute("SELECT count(*) FROM sample").fetchone()
            (collections,) = one.execute("SELECT count(*) FROM collection").fetchone()
    except sqlite3.Error as error:
        damage = str(error)
    stamp = path.stem.removeprefix("replaced-")
    at = datetime.strptime(stamp, STAMP).astimezone().timestamp()
    replaced = stamp != path.stem
    return Backup(path.stem, at, path.stat().st_size, samples, collections, replaced, damage)


def _keep_present(library: Path, now: datetime) -> str:
    """Copy the library beside its backups as it is, also if it is damaged; return the name."""
    if not library.exists():
        return ""
    try:
        # The content of its log goes into it, and the log leaves: it must never meet the copy.
        with closing(sqlite3.connect(library)) as one:
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            one.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        logger.warning("the library was not replaced: {}", error)
    kept = folder_of(library) / f"replaced-{now.strftime(STAMP)}.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    scratch = temporary_path(kept)
    try:
        shutil.copyfile(library, scratch)
        move_into_place(scratch, kept)
    finally:
        scratch.unlink(missing_ok=True)
    for ending in ("-wal", "-shm"):  # of a library too damaged to be opened
        beside = Path(f"{library}{ending}")
        if beside.exists():
            beside.rename(f"{os.fspath(kept)}{ending}")
    return kept.stem
