"""Tables of pyo over memory that was mapped elsewhere, for systems without its `SharedTable`.

Readers of pyo take size and address of a table from its stream at each block, so a small table
whose stream names other memory reads that. Untested on Windows, for which it is made.
"""

from __future__ import annotations

import ctypes
import mmap
from types import ModuleType
from typing import Any


class _Stream(ctypes.Structure):
    """Source: pyo 1.1.0, `include/tablemodule.h`, `TableStream`."""

    _fields_ = (
        ("head", ctypes.c_byte * object.__basicsize__),
        ("size", ctypes.c_int),
        ("rate", ctypes.c_double),
        ("data", ctypes.c_void_p),
    )


class Mapping:
    """A table of float64 values in memory of others, in place of `pyo.SharedTable`."""

    def __init__(self, pyo: ModuleType, memory: mmap.mmap, frames: int) -> None:
        """Let a table read `frames` values of the memory, which is closed with it.

        Raises:
            OSError: This version of pyo keeps its tables otherwise.
        """
        self.table: Any = pyo.DataTable(1)
        """What readers are given."""
        self.table.mapping = self
        self._memory = memory
        stream = self.table._base_objs[0].getTableStream()  # noqa: SLF001 - what readers ask for
        self._stream = _Stream.from_address(id(stream))
        self._own = _address(memoryview(self.table.getBuffer()))
        if (self._stream.size, self._stream.data) != (1, self._own):
            raise OSError("this version of pyo keeps its tables otherwise")
        self._stream.data = _address(memory)
        self._stream.size = frames

    def unmap(self) -> None:
        """Close the memory; no voice reads it any more."""
        self._stream.size, self._stream.data = 1, self._own
        self._memory.close()


def _address(memory: Any) -> int:
    """Return where a writable buffer is; the buffer is free again at once."""
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))
