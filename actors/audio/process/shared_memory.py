"""Named shared memory: POSIX's, and on Windows that of the paging file.

Not `multiprocessing.shared_memory`, which starts a process that tracks names, warns about names
unlinked by others, and unlinks ours. On Windows it does what is done here; untested there.
"""

from __future__ import annotations

import itertools
import mmap
import os
from contextlib import suppress

try:
    import _posixshmem as posix  # type: ignore[import-not-found]  # a private part of Python
except ImportError:  # Windows
    posix = None

IS_POSIX = posix is not None
_RUN = os.urandom(3).hex()
"""Tells this process from an earlier one with the same number, whose names a crash left behind."""
_NUMBERS = itertools.count()
NOWHERE = -1
"""In place of a file descriptor: the memory has none."""


def new_name(kind: str = "") -> str:
    """Return a name that no other memory has; `kind` tells what it is for, such as `status-`."""
    return f"/sempal-{os.getpid()}-{_RUN}-{kind}{next(_NUMBERS)}"


def map_memory(name: str, size: int, *, make: bool) -> tuple[mmap.mmap, int]:
    """Return the shared memory `name`, mapped, and its file descriptor or `NOWHERE`.

    Args:
        name: From `new_name`.
        size: Bytes, the same for all who map it.
        make: Create it; it is zero.

    Raises:
        OSError: It cannot be created or opened.
    """
    if posix is None:
        # Windows counts who has it mapped, and frees it after the last; there is no name to remove.
        return mmap.mmap(NOWHERE, size, tagname=name.lstrip("/")), NOWHERE  # type: ignore[call-arg,unused-ignore]
    flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if make else 0)
    file = int(posix.shm_open(name, flags, mode=0o600))
    try:
        if make:
            os.ftruncate(file, size)
        return mmap.mmap(file, size), file
    except BaseException:
        os.close(file)
        if make:
            unlink(name)
        raise


def unlink(name: str) -> None:
    """Remove the name if it exists; the memory is freed with its last mapping."""
    if posix is not None:
        with suppress(FileNotFoundError):
            posix.shm_unlink(name)
