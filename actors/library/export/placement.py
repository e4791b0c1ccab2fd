"""Atomic naming of finished files that never overwrites another file."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

MARK = ".sempal-export-"
"""Prefix of unfinished files, which scans ignore."""
_BLOCK = 1 << 20


def temporary_path(folder: Path, what: str) -> Path:
    """Return the temporary path of a file until it is complete."""
    return folder / f"{MARK}{os.getpid()}-{what}.part"


def remove_unfinished(folder: Path) -> None:
    """Remove unfinished files of an export that was killed.

    Raises:
        OSError: A file operation failed.
    """
    for entry in folder.iterdir():
        if entry.name.startswith(MARK):
            entry.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Sync the content of a file to disk.

    Raises:
        OSError: A file operation failed.
    """
    with path.open("rb+") as file:  # Windows syncs only files opened for writing
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder to disk, where supported."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename_exclusively(finished: Path, path: Path) -> bool:
    """Rename a finished file within its folder without overwriting; return whether it succeeded.

    Raises:
        OSError: A file operation failed.
    """
    try:
        path.hardlink_to(finished)  # unlike a rename, it fails if the name exists
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        finished.rename(path)
    else:
        finished.unlink()
    return True


def file_digest(path: Path) -> str:
    """Return the hash of a file's content, 32 hexadecimal digits.

    Raises:
        OSError: A file operation failed.
    """
    hashed = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()
