"""Shared memory by name, as POSIX has it.

`multiprocessing.shared_memory` is not used: it starts a process that keeps
account of names, warns about those that others removed, and removes ours.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress

try:
    import _posixshmem as posix  # type: ignore[import-not-found]  # a private part of Python
except ImportError:  # Windows
    posix = None


def open_memory(name: str, *, make: bool) -> int:
    """Return a file handle of the memory `name`, made anew or there already.

    Raises:
        OSError: it cannot be had.
    """
    if posix is None:
        raise OSError(errno.ENOSYS, "this system has no shared memory by name")
    flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if make else 0)
    return int(posix.shm_open(name, flags, mode=0o600))


def unlink(name: str) -> None:
    """Remove the name, if it is there still; the memory goes with its last mapping."""
    if posix is not None:
        with suppress(FileNotFoundError):
            posix.shm_unlink(name)
