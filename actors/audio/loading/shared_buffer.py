"""Shared memory for the frames of one channel; freed when both processes have exited.

The name exists only until the engine process has mapped it. From then on the memory is freed with
its last mapping, also after a crash.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.audio.process import shared_memory

VALUE = 8
"""Bytes of a float64, the engine's sample format."""
_FOLDER = Path("/dev/shm")  # noqa: S108 - Linux's shared memory; only its size is read
_MEMINFO = Path("/proc/meminfo")


PAGE = mmap.PAGESIZE // VALUE
"""Values per memory page, the unit of release."""
RELEASES = hasattr(mmap, "MADV_REMOVE")
"""Whether parts of shared memory can be released (Linux only)."""


class SharedBuffer:
    """`frames` + 1 float64 values, initially zero; the last one stays zero."""

    def __init__(self, frames: int) -> None:
        """Create it; no memory is committed before `reserve`.

        Raises:
            OSError: the system cannot provide it.
        """
        self.name = shared_memory.new_name()
        size = VALUE * (frames + 1)
        self._map, self._file = shared_memory.map_memory(self.name, size, make=True)
        self.values: NDArray[np.float64] = np.frombuffer(self._map)

    def reserve(self, start: int, end: int) -> None:
        """Commit the memory of `[start, end)`; writing uncommitted memory may kill the app.

        Raises:
            OSError: out of memory.
        """
        if hasattr(os, "posix_fallocate") and end > start:
            os.posix_fallocate(self._file, VALUE * start, VALUE * (end - start))

    def release(self, start: int, end: int) -> None:
        """Release the memory of `[start, end)`; both are multiples of `PAGE`."""
        self._map.madvise(mmap.MADV_REMOVE, VALUE * start, VALUE * (end - start))

    def unlink(self) -> None:
        """Remove the name; existing mappings stay valid."""
        shared_memory.unlink(self.name)

    def close(self) -> None:
        """Close the file handle; the values are freed with the last mapping."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def available_memory() -> int:
    """Return how many bytes of shared memory may be allocated: half of what is free."""
    free = 1 << 62
    if _FOLDER.is_dir():
        status = os.statvfs(_FOLDER)
        free = status.f_bavail * status.f_frsize
    return min(free, _available()) // 2


def _available() -> int:
    """Return the bytes the system can provide without swapping."""
    try:
        for line in _MEMINFO.read_text(encoding="ascii").splitlines():
            key, _, value = line.partition(":")
            if key == "MemAvailable":
                return int(value.split()[0]) * 1024
    except (OSError, ValueError):
        pass
    return 1 << 62
