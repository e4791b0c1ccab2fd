"""What tells whether a file still has the content it had: facts of the file system, SHA-256."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from io import FileIO

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file system says of a file: if none of it changes, the content has not."""

    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Facts:
        """Return the facts of a file status."""
        return cls(
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
            status.st_dev,
            status.st_ino,
        )


Known = tuple[bytes, Facts]
"""SHA-256 of a file, and what the file system said of it then."""


def sha256(path: bytes) -> bytes:
    """Return the SHA-256 of a file.

    Raises:
        OSError: It cannot be read.
    """
    digest, buffer = hashlib.sha256(), memoryview(bytearray(_BLOCK))
    with FileIO(path) as file:
        while count := file.readinto(buffer):
            digest.update(buffer[:count])
    return digest.digest()
