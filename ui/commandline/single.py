"""One sempal at a time for each data folder: two would overwrite each other's choices."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a file that is open cannot be removed, which does as well
    fcntl = None  # type: ignore[assignment]

NAME = "lock"


class Taken(Exception):
    """Another sempal has the folder; the text says which."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder while the body runs; the system lets go of it even after a crash.

    Raises:
        Taken: another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield  # what cannot be written is said by those who write
        return
    try:
        _hold(file, folder)
        yield
    finally:
        os.close(file)


def _hold(file: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(file, 32).decode("ascii", "replace").strip() or "another"
        raise Taken(
            f"{folder} is open in another sempal (process {owner});"
            " close that, or name another folder with --data-dir"
        ) from None
    except OSError:
        return  # a file system without locks
    os.ftruncate(file, 0)
    os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
