"""Temporary names of exported files, and hashes of their content."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

MARK = ".sempal-export-"
"""Prefix of unfinished files, which scans ignore."""
PART = ".part"
"""Their ending."""
_BLOCK = 1 << 20


def temporary_path(folder: Path, what: str) -> Path:
    """Return the temporary path of a file until it is complete."""
    return folder / f"{MARK}{os.getpid()}-{what}{PART}"


def remove_unfinished(folder: Path) -> None:
    """Remove unfinished files of an export that was killed.

    Raises:
        OSError: A file operation failed.
    """
    for entry in folder.iterdir():
        if entry.name.startswith(MARK):
            entry.unlink(missing_ok=True)


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
