"""Giving a finished file its name, without taking one from another file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

MARK = ".sempal-export-"
"""Begins the name of files that are not finished."""
_BLOCK = 1 << 20


def clean(folder: Path) -> None:
    """Remove unfinished files that an export left which was killed.

    Raises:
        OSError: as the file system says.
    """
    for entry in folder.iterdir():
        if entry.name.startswith(MARK):
            entry.unlink(missing_ok=True)


def finished(path: Path) -> None:
    """Wait until the content of a file would survive a power cut.

    Raises:
        OSError: as the file system says.
    """
    with path.open("rb") as file:
        os.fsync(file.fileno())


def place(unfinished: Path, name: Callable[[int], Path], *, ours: bool) -> tuple[Path, bool]:
    """Let a finished file take a name; return it, and whether it was there already.

    Args:
        unfinished: In the same folder.
        name: Returns the path for the first, second, … try.
        ours: What has the first name is our own and may be replaced.

    Raises:
        OSError: as the file system says.
    """
    first = name(1)
    if ours:
        unfinished.replace(first)
        return first, False
    tries = 1
    while True:
        path = name(tries)
        try:
            _take(unfinished, path)
        except FileExistsError:
            if _alike(unfinished, path):  # of an export that was killed before it was noted
                unfinished.unlink()
                return path, True
            tries += 1
        else:
            return path, False


def _take(unfinished: Path, path: Path) -> None:
    try:
        path.hardlink_to(unfinished)  # unlike a rename it fails where something is
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        unfinished.rename(path)
    else:
        unfinished.unlink()


def _alike(one: Path, other: Path) -> bool:
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(_BLOCK):
            if block != second.read(_BLOCK):
                return False
    return True
