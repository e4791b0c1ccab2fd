"""Facts about recently opened files, which are expensive to find out."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Fact = TypeVar("Fact")

MOST = 1000


class FileCache(Generic[Fact]):
    """One fact for each version of a file; the oldest is dropped beyond `MOST`. Thread-safe."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Fact] = {}

    def get(self, descriptor: int, find_out: Callable[[], Fact], part: Hashable = None) -> Fact:
        """Return the fact, found out only if the file is not the one it is known of.

        Args:
            descriptor: Of the file, known by device, inode, size, mtime and ctime.
            find_out: Returns the fact; its exceptions pass.
            part: What else it depends on.
        """
        status = os.fstat(descriptor)
        times = status.st_mtime_ns, status.st_ctime_ns
        key = status.st_dev, status.st_ino, status.st_size, *times, part
        try:
            return self._known[key]
        except KeyError:
            fact = find_out()
        if len(self._known) >= MOST:
            self._known.pop(next(iter(self._known)), None)
        self._known[key] = fact
        return fact
