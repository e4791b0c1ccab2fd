"""Lock of the data folder: concurrent writers would overwrite each other's changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.text import commandline as text

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt

NAME = "lock"
FAR = 1 << 30
"""Where Windows locks the file: behind what is read from it."""


class Locked(Exception):
    """Another process holds the lock; the message says which."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Lock the data folder for the body of the context; the OS releases it even after a crash.

    Raises:
        Locked: Another process holds the lock.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield  # writers report what they cannot write
        return
    try:
        _take(file, folder)
        yield
    finally:
        os.close(file)


def _take(file: int, folder: Path) -> None:
    try:
        if fcntl is None:
            os.lseek(file, FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.lseek(file, 0, os.SEEK_SET)
        owner = os.read(file, 32).decode("ascii", "replace").strip() or "another"
        raise Locked(text.lock_held(folder, owner)) from None
    except OSError:
        return  # a file system without locks
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, f"{os.getpid()}\n".encode())
