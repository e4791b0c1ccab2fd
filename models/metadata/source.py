"""Bytes of a file that nobody vouches for: any part may be missing, or claim to be endless."""

from __future__ import annotations

import io
from typing import BinaryIO

LARGEST = 16 << 20
"""Bytes of one part that are read at most; what is larger is left out (FLAC's own limit, 2^24)."""
TOTAL = 48 << 20
"""Bytes of one file that are read at most, all its parts together."""


class Source:
    """A file or bytes, read in parts; what is read is bounded, whatever sizes it tells."""

    def __init__(self, file: BinaryIO | bytes) -> None:
        """Take a file that can seek; it stays open, its position changes."""
        self._file = io.BytesIO(file) if isinstance(file, bytes) else file
        self.size = self._file.seek(0, io.SEEK_END)
        self._left = TOTAL

    def part(self, at: int, size: int) -> bytes:
        """Return the bytes from `at`; fewer, or none, if they are not there or too many.

        Raises:
            OSError: the drive failed.
        """
        size = min(size, self.size - at)
        if not 0 <= at <= self.size or not 0 < size <= min(LARGEST, self._left):
            return b""
        self._file.seek(at)
        read = self._file.read(size)
        self._left -= len(read)
        return read
