"""Choice of the database file.

Another program named sempal may have left a `library.db` at our path. A file without our
application id is never opened, so that neither it nor the files SQLite keeps beside it change; we
then use another name. The id is read from the raw header, because even read-only SQLite may write
beside a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actors.library.errors import LibraryError
from actors.media.error import os_error_reason

APPLICATION_ID = 0x53_4D_50_4C
"""`SMPL`, stored by `PRAGMA application_id`."""
_MAGIC = b"SQLite format 3\0"
_VERSION = slice(60, 64)
_APPLICATION = slice(68, 72)
"""Big-endian fields of the header. Source: sqlite.org/fileformat2.html, section 1.3."""
_BESIDE = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """The database file to use."""

    path: Path
    warning: str = ""
    """Notice for the user about the choice; empty: none."""
    version: int = 0
    """Schema version in its header; 0 if there is no file yet."""


def choose_database_file(folder: Path) -> DatabaseFile:
    """Choose the database file in `folder` without changing anything on disk.

    Raises:
        LibraryError: No file here can be used, or one cannot be read.
    """
    first, second = folder / "library.db", folder / "sempal.db"
    if (version := _version(second)) is not None:
        return DatabaseFile(second, _note(first) if _is_alien(first) else "", version)
    if _is_alien(second):
        raise LibraryError(f"cannot open the library: {second} belongs to another program")
    if _is_alien(first):
        return DatabaseFile(second, _note(first))
    return DatabaseFile(first, version=_version(first) or 0)


def _note(alien: Path) -> str:
    return f"{alien} belongs to another program and is left alone; the library is sempal.db"


def _version(path: Path) -> int | None:
    header = _header(path)
    if header[:16] != _MAGIC or _number(header[_APPLICATION]) != APPLICATION_ID:
        return None
    return _number(header[_VERSION])


def _is_alien(path: Path) -> bool:
    if _version(path) is not None:
        return False
    # An empty file can still be a database whose pages are all in its WAL.
    beside = any(_size(Path(f"{path}{ending}")) for ending in _BESIDE)
    return beside or (path.exists() and (not path.is_file() or bool(_size(path))))


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except (FileNotFoundError, IsADirectoryError):
        return b""
    except OSError as error:
        raise LibraryError(f"cannot open the library: {path}: {os_error_reason(error)}") from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise LibraryError(f"cannot open the library: {path}: {os_error_reason(error)}") from error


def _number(field: bytes) -> int:
    return int.from_bytes(field, "big")
