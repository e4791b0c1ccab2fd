"""Bounded reads from an untrusted file: parts may be missing or claim any size."""

from __future__ import annotations

import io
from typing import BinaryIO

LARGEST = 16 << 20
"""Maximum bytes read of one part; larger ones are skipped (FLAC's own limit, 2^24)."""
TOTAL = 48 << 20
"""Maximum bytes read of one file, all parts together."""


class Source:
    """A file or bytes, read in parts with bounded total size."""

    def __init__(self, file: BinaryIO | bytes) -> None:
        """Wrap a seekable file, which stays open; its position changes."""
        self._file = io.BytesIO(file) if isinstance(file, bytes) else file
        self.size = self._file.seek(0, io.SEEK_END)
        self._left = TOTAL

    def part(self, at: int, size: int) -> bytes:
        """Return `size` bytes from `at`; fewer, or none, if missing or over the limits.

        Raises:
            OSError: the drive fails.
        """
        size = min(size, self.size - at)
        if not 0 <= at <= self.size or not 0 < size <= min(LARGEST, self._left):
            return b""
        self._file.seek(at)
        read = self._file.read(size)
        self._left -= len(read)
        return read
