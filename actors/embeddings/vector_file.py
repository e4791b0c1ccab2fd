"""Files of vectors that are mapped into memory, not read: shared by processes, evicted by need.

A file is written once and never changed; another one takes its place under another name. It is
valid only for whom knows its name, count and checksum from elsewhere, so that a file that is torn,
changed or of another time is never used: writing needs no `fsync`.

Layout: the vectors (`<f4` [count, size]), zeros up to a multiple of 8 bytes, the ids
(`<i8` [count], ascending), the marks (`<u8` [count]).
"""

from __future__ import annotations

import mmap
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from actors.media.whole_file import move_into_place, remove_leftovers, temporary_path
from models.embedding.index.index import Ids, check_vectors
from models.embedding.index.layers import Layer, Marks
from models.embedding.space.unit_vector import Vectors

PREFIX, SUFFIX = "vectors-", ".bin"
SWAPPED = sys.byteorder != "little"
_ROW = 16
"""Bytes of an id and a mark."""


class FileUnusable(Exception):
    """A file of vectors that cannot be used; the message says why."""


class VectorFileWriter:
    """Writes the file of vectors `name`; a context manager that leaves no unfinished one."""

    def __init__(self, folder: Path, name: str, size: int) -> None:
        """Take an existing folder, the file's name and the dimensions of a vector."""
        self._path = vector_path(folder, name)
        self._any = folder / PREFIX
        self._scratch = temporary_path(self._any)
        self._size, self._checksum = size, 0
        self._ids: list[Ids] = []
        self._marks: list[Marks] = []

    def __enter__(self) -> Self:
        remove_leftovers(self._any)
        self._file = self._scratch.open("wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._file.close()
        self._scratch.unlink(missing_ok=True)

    def append(self, ids: Ids, marks: Marks, vectors: Vectors) -> None:
        """Append vectors; their ids are higher than all before.

        Raises:
            OSError: The disk is full or cannot be written.
            ValueError: Wrong shape, not unit length or not finite.
        """
        check_vectors(ids, vectors, self._size)
        self._ids.append(ids)
        self._marks.append(marks)
        self._write(np.ascontiguousarray(vectors, "<f4"))

    def finish(self) -> tuple[int, int]:
        """Complete the file; return the number of vectors and the checksum.

        Raises:
            OSError: The disk is full or cannot be written.
        """
        ids = np.concatenate([np.empty(0, np.int64), *self._ids])
        self._write(np.zeros(_padding(len(ids), self._size), np.uint8))
        self._write(ids.astype("<i8"))
        self._write(np.concatenate([np.empty(0, np.uint64), *self._marks]).astype("<u8"))
        self._file.close()
        move_into_place(self._scratch, self._path, durable=False)
        return len(ids), self._checksum

    def _write(self, content: NDArray[Any]) -> None:
        self._checksum = crc32(content.data, self._checksum)
        self._file.write(content.data)


class MappedLayer:
    """A layer mapped from a file; its pages are read when they are touched."""

    def __init__(self, folder: Path, name: str, size: int, count: int, checksum: int) -> None:
        """Map a file, and verify all of it.

        Args:
            folder: Its folder.
            name: Its name.
            size: Dimensions of a vector.
            count: Expected number of vectors.
            checksum: Expected checksum of the content.

        Raises:
            FileUnusable: It is missing, cannot be read, or is not the expected one.
        """
        path = vector_path(folder, name)
        start = 4 * count * size + _padding(count, size)
        expected = start + count * _ROW
        if SWAPPED:
            raise FileUnusable("files are of the other byte order")
        try:
            with path.open("rb") as file:
                found = file.seek(0, 2)
                if found != expected or not found:
                    raise FileUnusable(f"{path.name} has {found} bytes instead of {expected}")
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise FileUnusable(f"{path.name}: {error.strerror}") from error
        self._advise("MADV_WILLNEED")
        if crc32(self._map) != checksum:
            raise FileUnusable(f"{path.name} has been changed")
        vectors = np.frombuffer(self._map, "<f4", count * size).reshape(count, size)
        ids = np.frombuffer(self._map, "<i8", count, start)
        marks = np.frombuffer(self._map, "<u8", count, start + 8 * count)
        self.layer = Layer(ids, marks, vectors)

    def release(self) -> None:
        """Give back the memory of pages; they are mapped again from the disk cache when touched."""
        self._advise("MADV_DONTNEED")

    def _advise(self, what: str) -> None:
        if hasattr(mmap, what):
            self._map.madvise(getattr(mmap, what))


def _padding(count: int, size: int) -> int:
    """Return the bytes after the vectors, so that numbers of 8 bytes are aligned."""
    return -4 * count * size % 8


def vector_path(folder: Path, name: str) -> Path:
    """Return the path of the file of vectors `name`."""
    return folder / f"{PREFIX}{name}{SUFFIX}"


def remove_others(folder: Path, valid: tuple[str, ...]) -> None:
    """Delete the files of vectors that are not valid; who has mapped one keeps its content."""
    kept = {vector_path(folder, name).name for name in valid}
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()
