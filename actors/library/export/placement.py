"""Giving a finished file its name, without taking one from another file."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

MARK = ".sempal-export-"
"""Begins the name of files that are not finished; no scan takes them for samples."""
_BLOCK = 1 << 20


def unfinished(folder: Path, what: str) -> Path:
    """Return where a file is written until it is whole."""
    return folder / f"{MARK}{os.getpid()}-{what}.part"


def clean(folder: Path) -> None:
    """Remove unfinished files that an export left which was killed.

    Raises:
        OSError: as the file system says.
    """
    for entry in folder.iterdir():
        if entry.name.startswith(MARK):
            entry.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Wait until the content of a file would survive a power cut.

    Raises:
        OSError: as the file system says.
    """
    with path.open("rb+") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder would survive a power cut, where that can be asked for."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take(finished: Path, path: Path) -> bool:
    """Let a finished file in the same folder take a name; tell whether it was free.

    Raises:
        OSError: as the file system says.
    """
    try:
        path.hardlink_to(finished)  # unlike a rename it fails where something is
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        finished.rename(path)
    else:
        finished.unlink()
    return True


def digest(path: Path) -> str:
    """Return the name of a file's content, 32 hexadecimal digits.

    Raises:
        OSError: as the file system says.
    """
    hashed = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()
