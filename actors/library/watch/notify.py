"""Watcher based on watchfiles, for systems other than Linux.

It watches whole trees with the native API (FSEvents, ReadDirectoryChangesW). On Linux it hides
which folders cannot be watched: docs/decisions/0012.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import trio

from actors.library.watch.tree import GATHERED, QUIET
from actors.library.watch.watcher import CannotWatch, Found
from actors.media.error import os_error_reason
from actors.media.sound_names import is_sound
from models.library.scan_scope import Change

Answer = TypeVar("Answer")

PATIENCE = 5.0
"""Seconds the thread blocks at a time; it ends within this time after `close`."""


class Notify:
    """Watches one root through watchfiles."""

    def __init__(self, root: bytes, threads: trio.CapacityLimiter) -> None:
        """Store the root; `begin` starts watching."""
        self._root, self._threads = root, threads
        self._stop = threading.Event()
        self._notify: Any = None

    async def begin(self) -> None:
        """Start watching; see `Watcher`."""
        # Imported late, as the first frame does not need it. Not `watchfiles.watch`: it starts
        # watching only when first iterated, and would miss changes before that.
        from watchfiles._rust_notify import RustNotify

        def begun() -> RustNotify:
            return RustNotify([os.fsdecode(self._root)], False, False, 0, True, False)

        self._notify = await self._asked(begun)

    async def changes(self) -> Found:
        """Wait for changes; see `Watcher`."""
        while True:
            found = await self._asked(self._wait)
            if found.changes or found.lost or found.over:
                return found

    async def retry(self) -> None:
        """Do nothing: a tree is watched either completely or not at all."""

    def late(self) -> Mapping[bytes, str]:
        """Return nothing; see `retry`."""
        return {}

    def close(self) -> None:
        """Signal the waiting thread to end."""
        self._stop.set()

    def _wait(self) -> Found:
        from watchfiles._rust_notify import WatchfilesRustInternalError

        steps = int(GATHERED * 1000), int(QUIET * 1000), int(PATIENCE * 1000)
        try:
            found = self._notify.watch(*steps, self._stop)
        except WatchfilesRustInternalError:
            # Raised for a name that is not valid text; the batch of changes is lost.
            return Found(lost=True)
        over = not os.path.isdir(self._root)
        if isinstance(found, str):  # timeout or stop
            return Found(over=over)
        inside = os.path.join(self._root, b"")
        below = (os.fsencode(path) for _, path in found)
        changes = [_change(self._root, p[len(inside) :]) for p in below if p.startswith(inside)]
        return Found(changes, over=over)

    async def _asked(self, question: Callable[[], Answer]) -> Answer:
        """Run a call in a thread that may be abandoned.

        Raises:
            CannotWatch: On any error in Rust.
        """
        try:
            return await trio.to_thread.run_sync(
                question, abandon_on_cancel=True, limiter=self._threads
            )
        except OSError as error:
            raise CannotWatch(os_error_reason(error)) from error
        except trio.Cancelled:
            raise
        except BaseException as error:
            # A Rust panic is not an `Exception`; neither it nor an unknown error may crash us.
            if isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime":
                raise CannotWatch(f"watchfiles failed: {error}") from error
            raise


def _change(root: bytes, path: bytes) -> Change:
    """Return the change; whether the path may be a folder is checked on disk, not by its name."""
    there = os.path.join(root, path)
    return path, not (is_sound(path) and os.path.isfile(there))
