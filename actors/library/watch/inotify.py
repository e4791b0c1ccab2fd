"""Binding to inotify, the Linux file change notification API: four C library functions.

Other systems use watchfiles; docs/decisions/0012 says why Linux does not.
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
"""Watch descriptor, mask, cookie, length of the name that follows."""
_ROOM = 1 << 18
"""Read buffer size in bytes: some thousands of events."""


class Event(NamedTuple):
    """An event of a watched folder or of one of its entries."""

    watch: int
    """Watch descriptor; -1: the queue itself."""
    mask: int
    name: bytes
    """Name of the entry; empty: the folder itself."""


class Inotify:
    """An inotify event queue; not thread-safe."""

    def __init__(self) -> None:
        """Open a queue.

        Raises:
            OSError: The per-user limit of instances is reached (`EMFILE`), or memory is short.
        """
        self._libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self._checked(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))

    def add(self, folder: bytes) -> int:
        """Watch a folder, following symlinks; return its descriptor, the same for the same folder.

        Raises:
            OSError: It is gone, not accessible or no folder, or the per-user limit of watches is
                reached (`ENOSPC`).
        """
        if b"\0" in folder:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return self._checked(self._libc.inotify_add_watch(self.descriptor, folder, _MASK))

    def remove(self, watch: int) -> None:
        """Stop watching a folder; unknown descriptors are ignored."""
        self._libc.inotify_rm_watch(self.descriptor, watch)

    def read(self) -> list[Event]:
        """Return the pending events without blocking.

        Raises:
            OSError: The queue is closed.
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
    def _checked(answer: int) -> int:
        if answer < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return answer
