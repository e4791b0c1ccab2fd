"""A part of a file that looks like a file of its own, with a few bytes put right."""

from __future__ import annotations

import io
import os

from models.media.stream import Stream


def read_at(descriptor: int, at: int, length: int) -> bytes:
    """Return bytes of a file; fewer at its end.

    Raises:
        OSError: the drive fails.
    """
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, at)
    os.lseek(descriptor, at, os.SEEK_SET)
    return os.read(descriptor, length)


class View(io.RawIOBase):
    """The bytes of one stream, for a library that takes objects like files."""

    def __init__(self, descriptor: int, stream: Stream) -> None:
        """Look at a file that stays open for as long as this is used."""
        super().__init__()
        self._descriptor, self._stream = descriptor, stream
        self._at = 0
        self.error: OSError | None = None
        """What the drive answered when it failed: the library only sees an end."""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be sought."""
        return True

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to an offset; one before the start is the start."""
        length = len(self._stream.head) + self._stream.end - self._stream.start
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer` and return how many bytes there were."""
        target = memoryview(buffer).cast("B")
        if part := self._stream.head[self._at : self._at + len(target)]:
            target[: len(part)] = part
            self._at += len(part)
            return len(part)
        first = self._stream.start + self._at - len(self._stream.head)
        length = max(0, min(len(target), self._stream.end - first))
        try:
            data = read_at(self._descriptor, first, length) if length else b""
        except OSError as error:
            self.error = error
            return 0
        target[: len(data)] = data
        for at, value in self._stream.patches:
            for index, byte in enumerate(value, at - first):
                if 0 <= index < len(data):
                    target[index] = byte
        self._at += len(data)
        return len(data)
