"""Numbers out of bytes, one after the other."""

from __future__ import annotations

import struct
from typing import Literal


class Truncated(Exception):
    """The bytes end before what they promise."""


class Cursor:
    """Reads fields of fixed size; raises `Truncated` instead of reading past the end."""

    def __init__(self, data: bytes, order: Literal["little", "big"] = "little") -> None:
        self._data, self.at = data, 0
        self._order: Literal["little", "big"] = order

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return len(self._data) - self.at

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        if not 0 <= size <= self.left:
            raise Truncated
        self.at += size
        return self._data[self.at - size : self.at]

    def rest(self) -> bytes:
        """Return all that is left."""
        return self.take(self.left)

    def unsigned(self, size: int) -> int:
        """Return an unsigned number of so many bytes."""
        return int.from_bytes(self.take(size), self._order)

    def signed(self, size: int) -> int:
        """Return a signed number of so many bytes."""
        return int.from_bytes(self.take(size), self._order, signed=True)

    def float32(self) -> float:
        """Return an IEEE 754 number of four bytes; may be infinite or no number."""
        mark = "<" if self._order == "little" else ">"
        return float(struct.unpack(mark + "f", self.take(4))[0])

    def float64(self) -> float:
        """Return an IEEE 754 number of eight bytes; may be infinite or no number."""
        mark = "<" if self._order == "little" else ">"
        return float(struct.unpack(mark + "d", self.take(8))[0])
