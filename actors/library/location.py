"""Which file the library lives in.

Another program of our name may have left a `library.db` at our path. A file
that does not carry our mark is never opened, so neither it nor what SQLite
keeps beside it can change; we then live next door. The mark is looked for in
the raw header, because even a read-only SQLite may write beside a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actors.library.errors import LibraryError
from actors.media.error import words

APPLICATION_ID = 0x53_4D_50_4C
"""`SMPL`, kept by `PRAGMA application_id`."""
_MAGIC = b"SQLite format 3\0"
_VERSION = slice(60, 64)
_APPLICATION = slice(68, 72)
"""Big-endian fields of the header. Source: sqlite.org/fileformat2.html, section 1.3."""
_BESIDE = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Place:
    """The file to use."""

    path: Path
    note: str = ""
    """What a person should know about the choice; empty if nothing."""
    version: int = 0
    """Schema version its header tells; 0 where there is no file yet."""


def place(folder: Path) -> Place:
    """Choose the database file in `folder`; changes nothing on disk.

    Raises:
        LibraryError: no file here can be ours, or one cannot be looked at.
    """
    first, second = folder / "library.db", folder / "sempal.db"
    if (version := _version(second)) is not None:
        return Place(second, _note(first) if _is_alien(first) else "", version)
    if _is_alien(second):
        raise LibraryError(f"cannot open the library: {second} belongs to another program")
    if _is_alien(first):
        return Place(second, _note(first))
    return Place(first, version=_version(first) or 0)


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
    # A file without a byte can still be a database whose pages all wait in its log.
    beside = any(_size(Path(f"{path}{ending}")) for ending in _BESIDE)
    return beside or (path.exists() and (not path.is_file() or bool(_size(path))))


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except (FileNotFoundError, IsADirectoryError):
        return b""
    except OSError as error:
        raise LibraryError(f"cannot open the library: {path}: {words(error)}") from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise LibraryError(f"cannot open the library: {path}: {words(error)}") from error


def _number(field: bytes) -> int:
    return int.from_bytes(field, "big")
