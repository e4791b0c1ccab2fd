"""Shared memory for the frames of one channel; it outlives neither of its users.

The name in the system exists only until the engine process has mapped it. From
then on the memory is freed with its last mapping, also after a crash.
"""

from __future__ import annotations

import itertools
import mmap
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.audio.process import shared_memory

VALUE = 8
"""Bytes of a float64, the engine's own kind of number."""
_NUMBERS = itertools.count()
_FOLDER = Path("/dev/shm")  # noqa: S108 - where Linux keeps shared memory; only asked for its size
_MEMINFO = Path("/proc/meminfo")


PAGE = mmap.PAGESIZE // VALUE
"""Values that can only be given back together."""
RELEASES = hasattr(mmap, "MADV_REMOVE")
"""Whether parts of shared memory can be given back here; on Linux."""


class SharedBuffer:
    """`frames` + 1 values of float64, zero at first; the last one stays so."""

    def __init__(self, frames: int) -> None:
        """Make it; takes no memory before `reserve`.

        Raises:
            OSError: the system has none of it.
        """
        self.name = f"/sempal-{os.getpid()}-{next(_NUMBERS)}"
        self._file = shared_memory.open_memory(self.name, make=True)
        try:
            size = VALUE * (frames + 1)
            os.ftruncate(self._file, size)
            self._map = mmap.mmap(self._file, size)
            self.values: NDArray[np.float64] = np.frombuffer(self._map)
        except (OSError, ValueError):
            self.unlink()
            self.close()
            raise

    def reserve(self, start: int, end: int) -> None:
        """Make sure that `[start, end)` can be written; without it, writing may kill the app.

        Raises:
            OSError: there is not that much memory left.
        """
        if hasattr(os, "posix_fallocate") and end > start:
            os.posix_fallocate(self._file, VALUE * start, VALUE * (end - start))

    def release(self, start: int, end: int) -> None:
        """Give the memory of `[start, end)` back; both are multiples of `PAGE`."""
        self._map.madvise(mmap.MADV_REMOVE, VALUE * start, VALUE * (end - start))

    def unlink(self) -> None:
        """Remove the name; whoever has mapped it keeps it."""
        shared_memory.unlink(self.name)

    def close(self) -> None:
        """Let go of the handle; the values go when nobody maps them any more."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def available_memory() -> int:
    """Return how many bytes of shared memory may still be taken, half of what is free."""
    free = 1 << 62
    if _FOLDER.is_dir():
        status = os.statvfs(_FOLDER)
        free = status.f_bavail * status.f_frsize
    return min(free, _available()) // 2


def _available() -> int:
    """Return the bytes that the system can give away without swapping."""
    try:
        for line in _MEMINFO.read_text(encoding="ascii").splitlines():
            key, _, value = line.partition(":")
            if key == "MemAvailable":
                return int(value.split()[0]) * 1024
    except (OSError, ValueError):
        pass
    return 1 << 62
