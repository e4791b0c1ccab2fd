"""Faults at the border to the file system, put in by Python's own audit events.

Source: Python documentation, "Audit events table". Each event comes before the call it is of.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Fault = Callable[[str, bytes], None]
"""Gets the name of an event and the path it is about; may raise, or wait."""
_CHANGES = ("open", "os.", "shutil.copy")
_faults: list[Fault] = []


class Killed(BaseException):
    """The process is killed: nothing may run after it."""


def _hear(event: str, details: tuple[object, ...]) -> None:
    if not _faults or not event.startswith(_CHANGES) or not details:
        return
    path = details[0]
    if isinstance(path, str | bytes):
        for fault in tuple(_faults):
            fault(event, os.fsencode(path))


sys.addaudithook(_hear)  # for good: there is no way to take one back


@contextmanager
def faulty(fault: Fault) -> Iterator[None]:
    """Pass every file system call to `fault`."""
    _faults.append(fault)
    try:
        yield
    finally:
        _faults.remove(fault)


class Gate:
    """Blocks the first call for a path with this suffix, and signals its arrival."""

    def __init__(self, ending: str, event: str = "") -> None:
        self._ending, self._event = ending.encode(), event
        self.reached = threading.Event()
        self.open = threading.Event()

    def __call__(self, event: str, path: bytes) -> None:
        """Wait until it is opened, if this is the call."""
        if path.endswith(self._ending) and event.startswith(self._event):
            self.reached.set()
            if not self.open.wait(30):
                raise TimeoutError(event)
