"""Fingerprints of content: a quick one of the ends, a sure one of the whole."""

from __future__ import annotations

import os
from hashlib import blake2b
from io import FileIO
from time import monotonic

from actors.library.scan.walk import storable
from models.library.identity import END, PROBE, probes

_BLOCK = 262_144
"""Bytes hashed between two looks at the clock: 0.3 ms."""


def token(file: FileIO, size: int) -> bytes:
    """Return 16 bytes that name the content by its size and both ends.

    Equal content gives equal tokens. Different content of one size whose ends
    are equal does, too: it is for recognising files, not for proving them equal.

    Args:
        file: Opened for reading; its position is left anywhere.
        size: Its length in bytes.
    """
    digest = blake2b(size.to_bytes(8, "big"), digest_size=16)
    file.seek(0)
    digest.update(file.read(END))
    if size > END:
        file.seek(max(END, size - END))
        digest.update(file.read(END))
    return digest.digest()


def middle(file: FileIO, size: int) -> bytes:
    """Return 8 bytes of parts between both ends; none if the token tells all of the content.

    Args:
        file: Opened for reading; its position is left anywhere.
        size: Its length in bytes.
    """
    places = probes(size)
    if not places:
        return b""
    digest = blake2b(digest_size=8)
    for place in places:
        file.seek(place)
        digest.update(file.read(PROBE))
    return digest.digest()


class WholeHash:
    """Hashes a file in steps; between them it holds nothing open."""

    def __init__(self, path: bytes) -> None:
        self._path = path
        self._digest = blake2b(digest_size=32)
        self._at = 0

    def step(self, seconds: float) -> bytes | None:
        """Go on for about `seconds`; return the 32 bytes of the hash at the end.

        Raises:
            OSError: it cannot be read.
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
        """Tell whether the file still has this size and these times of change.

        Args:
            size: Bytes.
            mtime_ns: Of its content.
            ctime_ns: Of its inode; negative or `None`: not known.

        Raises:
            OSError: it cannot be looked at.
        """
        status = os.stat(self._path)
        if ctime_ns is not None and ctime_ns >= 0 and storable(status.st_ctime_ns) != ctime_ns:
            return False
        return (status.st_size, storable(status.st_mtime_ns)) == (size, mtime_ns)
