"""Calls of a process to the system and to SQLite, and what happens just before one of them.

A profile function hears of each call of a C function before it is made (Python documentation,
`sys.setprofile`, event `c_call`), so that no function has to be replaced. Only threads that start
afterwards are heard: those in which the library touches files and its database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import FrameType

FILES = frozenset(
    {
        *(
            "open",
            "write",
            "flush",
            "fsync",
            "posix_fadvise",
            "ftruncate",
            "copy_file_range",
        ),
        *("rename", "replace", "link", "unlink", "mkdir", "chmod", "chown", "utime", "setxattr"),
        *("ioctl", "renameat2"),
    }
)
"""Names of the functions that change files."""
CALLS = FILES | {"execute", "executemany", "commit"}
"""Those and what changes the database."""


class Border:
    """Does something just before the nth call while it is armed."""

    def __init__(self) -> None:
        """Listen to all threads that are started from now on."""
        self._left = 0
        self._act: Callable[[], None] | None = None
        self._names = CALLS
        self._busy = False
        self.came = False
        """The call came."""
        threading.setprofile(self._hear)

    def arm(self, at: int, act: Callable[[], None], names: frozenset[str] = CALLS) -> None:
        """Do `act`, which may raise, before call number `at` of these names, counted from 1."""
        self._left, self._act, self._names, self.came = at, act, names, False

    def disarm(self) -> None:
        """Let all further calls be."""
        self._act = None

    def _hear(self, _frame: FrameType, event: str, function: object) -> None:
        if self._act is None or event != "c_call" or self._busy or self.came:
            return
        if getattr(function, "__name__", "") not in self._names:
            return
        self._left -= 1
        if self._left > 0:
            return
        self.came = self._busy = True
        try:
            self._act()
        finally:
            self._busy = False
