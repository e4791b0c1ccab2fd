"""A new file that is written, hashed and read back from the drive, block by block.

Writing, hashing and reading back go on at the same time, each in a thread. Blocks are written past
the page cache where the file system lets us (`O_DIRECT`), so that reading one back is reading the
drive; elsewhere blocks are read back at the end, after the file was synced and dropped from it.
"""

from __future__ import annotations

import errno
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from io import BufferedReader
from mmap import mmap
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32

import numpy as np

from actors.media import whole_file

BLOCK = 4 << 20
"""Bytes of a block: a multiple of what any drive writes at once."""
BUFFERS = 6
"""Blocks in memory."""
_SENT = 32 << 20
"""Bytes after which the drive begins to write, without `O_DIRECT`."""


class Target:
    """An open new file. Its methods raise `OSError` if the drive is full or failed."""

    def __init__(self, path: Path) -> None:
        """Write to an existing, empty file."""
        self._path = path
        self._hashing, self._checking = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._file = path.open("rb+", buffering=0)
        self._back = path.open("rb", buffering=0)
        self._direct = _open_direct(path)
        self._free = deque(memoryview(mmap(-1, BLOCK)) for _ in range(BUFFERS))
        self._block, self._used = self._free.popleft(), 0
        self._read = memoryview(mmap(-1, BLOCK))
        self._busy: deque[tuple[memoryview, list[Future[None]]]] = deque()
        """Blocks, and what threads do with them."""
        self._unchecked: list[tuple[int, int]] = []
        """Offset and CRC-32 of blocks that are read back after syncing."""
        self._sha = sha256()
        self.size = self._sent = 0

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file once no thread uses it."""
        for thread in (self._checking, self._hashing):
            thread.shutdown(cancel_futures=True)
        if self._direct is not None:
            os.close(self._direct)
        self._back.close()
        self._file.close()

    def write(self, data: bytes | memoryview) -> int:
        """Append bytes; return their number."""
        left = memoryview(data).cast("B")
        while left:
            count = min(len(left), BLOCK - self._used)
            self._block[self._used : self._used + count] = left[:count]
            self._used += count
            left = left[count:]
            if self._used == BLOCK:
                self._write_block()
        return len(data)

    def copy(self, source: BufferedReader, at: int, size: int) -> None:
        """Append bytes of another file.

        Raises:
            OSError: It became shorter, too.
        """
        source.seek(at)
        while size:
            room = self._block[self._used : self._used + size]
            count = source.readinto(room)
            if not count:
                raise OSError(f"{source.name} became shorter")
            self._used += count
            size -= count
            if self._used == BLOCK:
                self._write_block()

    def finish(self) -> bytes:
        """Sync the file, read it back; return the SHA-256 of what was written.

        Raises:
            OSError: What is on the drive is not what was written, too.
        """
        if self._used:
            self._write_block()
        whole_file.sync(self._file)
        while self._busy:
            self._release()
        if self._unchecked and hasattr(os, "posix_fadvise"):  # not from the page cache
            first, _ = self._unchecked[0]
            os.posix_fadvise(self._back.fileno(), first, 0, os.POSIX_FADV_DONTNEED)
        for at, checksum in self._unchecked:
            self._confirm(crc32(self._read_back(at)) == checksum)
        return self._sha.digest()

    def _write_block(self) -> None:
        """Write what is in the present block, and go on with another one."""
        block, at = self._block[: self._used], self.size
        direct = self._used == BLOCK and self._write_direct(block, at)
        work = [self._hashing.submit(self._sha.update, block)]
        if direct:
            work.append(self._checking.submit(self._compare, at, block))
        else:
            self._write_cached(block, at)
            self._unchecked.append((at, crc32(block)))
        self.size += self._used
        self._busy.append((self._block, work))
        if not self._free:
            self._release()
        self._block, self._used = self._free.popleft(), 0

    def _release(self) -> None:
        """Wait until the oldest block is hashed, and compared if it can be."""
        block, work = self._busy.popleft()
        for one in work:
            one.result()
        self._free.append(block)

    def _write_direct(self, block: memoryview, at: int) -> bool:
        """Write a whole block past the page cache; return whether that is possible."""
        if self._direct is None:
            return False
        try:
            os.lseek(self._direct, at, os.SEEK_SET)
            return os.write(self._direct, block) == BLOCK
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            os.close(self._direct)  # a file system that says so only now
            self._direct = None
            return False

    def _write_cached(self, block: memoryview, at: int) -> None:
        self._file.seek(at)
        while block:
            block = block[self._file.write(block) :]
        if at - self._sent >= _SENT and hasattr(os, "posix_fadvise"):
            # Begins to write to the drive, so that syncing takes less at the end.
            where = self._sent, at - self._sent
            os.posix_fadvise(self._file.fileno(), *where, os.POSIX_FADV_DONTNEED)
            self._sent = at

    def _compare(self, at: int, block: memoryview) -> None:
        found, wanted = self._read_back(at), block
        same = len(found) == BLOCK and np.array_equal(
            np.frombuffer(found, np.uint64), np.frombuffer(wanted, np.uint64)
        )
        self._confirm(same)

    def _read_back(self, at: int) -> memoryview:
        """Return the block that is on the drive; valid until the next call."""
        self._back.seek(at)
        done = 0
        while done < BLOCK and (count := self._back.readinto(self._read[done:])):
            done += count
        return self._read[:done]

    def _confirm(self, same: bool) -> None:  # noqa: FBT001 - the question
        if not same:
            raise OSError(errno.EIO, "the new file is not what was written", str(self._path))


def _open_direct(path: Path) -> int | None:
    """Open a file for writing past the page cache; `None`: its file system does not let us."""
    try:
        return os.open(path, os.O_WRONLY | os.O_DIRECT | getattr(os, "O_BINARY", 0))
    except (OSError, AttributeError):  # no such flag on Windows and macOS
        return None
