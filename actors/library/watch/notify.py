"""The door to watchfiles, which watches sources on systems other than Linux.

It follows whole trees with what the system has for it (FSEvents, ReadDirectoryChangesW).
On Linux it hides what cannot be watched: docs/decisions/0012.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import trio

from actors.library.watch.tree import GATHERED, QUIET
from actors.library.watch.watcher import CannotWatch, Found
from actors.media.error import words as why
from models.library.extension import is_audio
from models.library.scan_scope import Change

Answer = TypeVar("Answer")

PATIENCE = 5.0
"""Seconds the thread waits at a time, so that it ends soon after nobody listens any more."""


class Notify:
    """Watches one root through watchfiles."""

    def __init__(self, root: bytes, threads: trio.CapacityLimiter) -> None:
        """Take note of what to watch; `begin` watches it."""
        self._root, self._threads = root, threads
        self._stop = threading.Event()
        self._notify: Any = None

    async def begin(self) -> None:
        """Begin to watch; see `Watcher`."""
        # Late: it is not needed for the first frame. Direct: `watchfiles.watch` begins only
        # when it waits, so that what happens in between would be missed.
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
        """Do nothing: all of it is watched, or none."""

    def late(self) -> Mapping[bytes, str]:
        """Return nothing; see `retry`."""
        return {}

    def close(self) -> None:
        """Let the thread that waits come to its end."""
        self._stop.set()

    def _wait(self) -> Found:
        from watchfiles._rust_notify import WatchfilesRustInternalError

        steps = int(GATHERED * 1000), int(QUIET * 1000), int(PATIENCE * 1000)
        try:
            told = self._notify.watch(*steps, self._stop)
        except WatchfilesRustInternalError:
            # A name that is no text cannot be told; what else changed is lost with it.
            return Found(lost=True)
        over = not os.path.isdir(self._root)
        if isinstance(told, str):  # nothing happened, or it shall end
            return Found(over=over)
        inside = os.path.join(self._root, b"")
        below = (os.fsencode(path) for _, path in told)
        changes = [_change(self._root, p[len(inside) :]) for p in below if p.startswith(inside)]
        return Found(changes, over=over)

    async def _asked(self, question: Callable[[], Answer]) -> Answer:
        """Ask in a thread that may be left behind.

        Raises:
            CannotWatch: whatever went wrong in Rust.
        """
        try:
            return await trio.to_thread.run_sync(
                question, abandon_on_cancel=True, limiter=self._threads
            )
        except OSError as error:
            raise CannotWatch(why(error)) from error
        except trio.Cancelled:
            raise
        except BaseException as error:
            # A panic of Rust is no `Exception`; neither it nor an unknown error is our end.
            if isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime":
                raise CannotWatch(f"watchfiles failed: {error}") from error
            raise


def _change(root: bytes, path: bytes) -> Change:
    """Return a change: whether it is a folder is a question to the disk, not to its name."""
    there = os.path.join(root, path)
    return path, not (is_audio(path) and os.path.isfile(there))
