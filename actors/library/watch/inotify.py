"""The door to inotify, Linux' own notice of changed files: four calls of the C library.

Not through watchfiles, which other systems are watched with, and why: docs/decisions/0012.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from typing import NamedTuple

AVAILABLE = sys.platform == "linux"

MODIFY, ATTRIB, CLOSE_WRITE = 0x2, 0x4, 0x8
MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x40, 0x80, 0x100, 0x200
DELETE_SELF, MOVE_SELF = 0x400, 0x800
UNMOUNT, OVERFLOW, IGNORED = 0x2000, 0x4000, 0x8000
ISDIR = 0x40000000
_ONLYDIR, _EXCL_UNLINK = 0x01000000, 0x04000000
_MASK = (
    (MODIFY | ATTRIB | CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE)
    | (DELETE_SELF | MOVE_SELF)
    | (_ONLYDIR | _EXCL_UNLINK)
)
"""Source: linux/inotify.h, inotify(7)."""
_HEAD = struct.Struct("iIII")
"""Watch, mask, cookie, length of the name that follows."""
_ROOM = 1 << 18
"""Bytes read at a time: some thousands of events."""


class Event(NamedTuple):
    """Something happened to a folder or in it."""

    watch: int
    """-1: of the queue itself."""
    mask: int
    name: bytes
    """Of the entry; empty: the folder itself."""


class Inotify:
    """A queue of events; one thread at a time."""

    def __init__(self) -> None:
        """Open a queue.

        Raises:
            OSError: the user has as many as the system allows (`EMFILE`), or memory is short.
        """
        self._libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self._told(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))

    def add(self, folder: bytes) -> int:
        """Watch a folder, links followed; return its number, the same for the same folder.

        Raises:
            OSError: it is gone, closed or no folder, or the user watches as many as the
                system allows (`ENOSPC`).
        """
        if b"\0" in folder:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return self._told(self._libc.inotify_add_watch(self.descriptor, folder, _MASK))

    def remove(self, watch: int) -> None:
        """Watch a folder no longer; one that is not watched is no error."""
        self._libc.inotify_rm_watch(self.descriptor, watch)

    def read(self) -> list[Event]:
        """Return what happened and was not read yet; never waits.

        Raises:
            OSError: the queue is closed.
        """
        try:
            data = os.read(self.descriptor, _ROOM)
        except BlockingIOError:
            return []
        events: list[Event] = []
        at = 0
        while at < len(data):
            watch, mask, _, length = _HEAD.unpack_from(data, at)
            at += _HEAD.size + length
            events.append(Event(watch, mask, data[at - length : at].rstrip(b"\0")))
        return events

    def close(self) -> None:
        """Close the queue."""
        os.close(self.descriptor)

    @staticmethod
    def _told(answer: int) -> int:
        if answer < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return answer
