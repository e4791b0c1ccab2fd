"""File-like view of a byte range of a file, with patches applied."""

from __future__ import annotations

import io
import os

from models.media.stream import Stream


def read_at(descriptor: int, at: int, length: int) -> bytes:
    """Return `length` bytes of a file at offset `at`; fewer at its end.

    Raises:
        OSError: the drive fails.
    """
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, at)
    os.lseek(descriptor, at, os.SEEK_SET)
    return os.read(descriptor, length)


class View(io.RawIOBase):
    """The bytes of one stream, for libraries that accept file-like objects."""

    def __init__(self, descriptor: int, stream: Stream) -> None:
        """Wrap a descriptor, which must stay open while the view is used."""
        super().__init__()
        self._descriptor, self._stream = descriptor, stream
        self._at = 0
        self.error: OSError | None = None
        """Error of the last failed read; the library sees an end of file only."""

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move to an offset; clamped to the start."""
        length = len(self._stream.head) + self._stream.end - self._stream.start
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer` and return the number of bytes read."""
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
