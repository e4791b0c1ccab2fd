"""The lock of the data folder: one sempal at a time writes, two would overwrite each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.text import commandline as text

try:
    import fcntl
except ImportError:  # Windows: a file that is open cannot be removed, which does as well
    fcntl = None  # type: ignore[assignment]

NAME = "lock"


class Locked(Exception):
    """Another sempal holds the folder; the text says which."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder while the body runs; the system lets go of it even after a crash.

    Raises:
        Locked: another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield  # whatever writes reports what it cannot write
        return
    try:
        _take(file, folder)
        yield
    finally:
        os.close(file)


def _take(file: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(file, 32).decode("ascii", "replace").strip() or "another"
        raise Locked(text.locked(folder, owner)) from None
    except OSError:
        return  # a file system without locks
    os.ftruncate(file, 0)
    os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
