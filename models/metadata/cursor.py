"""Sequential parser of binary fields."""

from __future__ import annotations

import struct
from typing import Literal


class Truncated(Exception):
    """The data ends before the promised length."""


class Cursor:
    """Reader of fixed-size fields; raises `Truncated` instead of reading past the end."""

    def __init__(self, data: bytes, order: Literal["little", "big"] = "little") -> None:
        self._data, self.at = data, 0
        self._order: Literal["little", "big"] = order

    @property
    def left(self) -> int:
        """Number of unread bytes."""
        return len(self._data) - self.at

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        if not 0 <= size <= self.left:
            raise Truncated
        self.at += size
        return self._data[self.at - size : self.at]

    def rest(self) -> bytes:
        """Return all unread bytes."""
        return self.take(self.left)

    def unsigned(self, size: int) -> int:
        """Return an unsigned integer of `size` bytes."""
        return int.from_bytes(self.take(size), self._order)

    def signed(self, size: int) -> int:
        """Return a signed integer of `size` bytes."""
        return int.from_bytes(self.take(size), self._order, signed=True)

    def float32(self) -> float:
        """Return an IEEE 754 single; may be infinite or NaN."""
        mark = "<" if self._order == "little" else ">"
        return float(struct.unpack(mark + "f", self.take(4))[0])

    def float64(self) -> float:
        """Return an IEEE 754 double; may be infinite or NaN."""
        mark = "<" if self._order == "little" else ">"
        return float(struct.unpack(mark + "d", self.take(8))[0])
