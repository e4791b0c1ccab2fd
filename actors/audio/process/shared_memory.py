"""Named POSIX shared memory.

Not `multiprocessing.shared_memory`, which starts a process that tracks names, warns about names
unlinked by others, and unlinks ours.
"""

from __future__ import annotations

import errno
import itertools
import os
from contextlib import suppress

try:
    import _posixshmem as posix  # type: ignore[import-not-found]  # a private part of Python
except ImportError:  # Windows
    posix = None

_RUN = os.urandom(3).hex()
"""Tells this process from an earlier one with the same number, whose names a crash left behind."""
_NUMBERS = itertools.count()


def new_name(kind: str = "") -> str:
    """Return a name that no other memory has; `kind` tells what it is for, such as `status-`."""
    return f"/sempal-{os.getpid()}-{_RUN}-{kind}{next(_NUMBERS)}"


def open_memory(name: str, *, make: bool) -> int:
    """Return a file descriptor of the shared memory `name`; create it if `make`.

    Raises:
        OSError: it cannot be created or opened.
    """
    if posix is None:
        raise OSError(errno.ENOSYS, "this system has no shared memory by name")
    flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if make else 0)
    return int(posix.shm_open(name, flags, mode=0o600))


def unlink(name: str) -> None:
    """Remove the name if it exists; the memory is freed with its last mapping."""
    if posix is not None:
        with suppress(FileNotFoundError):
            posix.shm_unlink(name)
