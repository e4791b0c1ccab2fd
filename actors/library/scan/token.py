"""Hashes of file contents: of probes between the ends, and an exact one of the whole file.

That of the ends is `actors.media.content_token`.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from io import FileIO
from time import monotonic

from actors.library.scan.walk import clamp_time
from models.library.identity import PROBE, probe_offsets

_BLOCK = 262_144
"""Bytes hashed between clock checks: 0.3 ms."""


def middle_hash(file: FileIO, size: int) -> bytes:
    """Return an 8-byte hash of probes between both ends; empty if the token covers the whole file.

    Args:
        file: Open for reading; its position changes.
        size: Its length in bytes.
    """
    places = probe_offsets(size)
    if not places:
        return b""
    digest = blake2b(digest_size=8)
    for place in places:
        file.seek(place)
        digest.update(file.read(PROBE))
    return digest.digest()


class WholeHash:
    """Hashes a file in steps; the file is closed between them."""

    def __init__(self, path: bytes) -> None:
        self._path = path
        self._digest = blake2b(digest_size=32)
        self._at = 0

    def step(self, seconds: float) -> bytes | None:
        """Hash for about `seconds`; return the 32-byte hash when finished.

        Raises:
            OSError: It cannot be read.
        """
        until = monotonic() + seconds
        with FileIO(self._path) as file:
            file.seek(self._at)
            while block := file.read(_BLOCK):
                self._digest.update(block)
                self._at += len(block)
                if monotonic() >= until:
                    return None
        return self._digest.digest()

    def is_of(self, size: int, mtime_ns: int, ctime_ns: int | None = None) -> bool:
        """Return whether the file still has this size and these timestamps.

        Args:
            size: Bytes.
            mtime_ns: Modification time.
            ctime_ns: Inode change time; negative or `None`: unknown.

        Raises:
            OSError: It cannot be accessed.
        """
        status = os.stat(self._path)
        if ctime_ns is not None and ctime_ns >= 0 and clamp_time(status.st_ctime_ns) != ctime_ns:
            return False
        return (status.st_size, clamp_time(status.st_mtime_ns)) == (size, mtime_ns)
