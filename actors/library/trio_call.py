"""Bridge between aiosqlite's worker thread and trio tasks."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, NoReturn, TypeVar

import outcome
import trio

Answer = TypeVar("Answer")


class Call(Generic[Answer]):
    """One call: a future for aiosqlite's thread, an awaitable for a trio task."""

    def __init__(
        self, function: Callable[[], Answer], interrupt: Callable[[], None] | None
    ) -> None:
        self._function = function
        self._interrupt = interrupt
        self._lock = threading.Lock()
        self._running = False
        self._trio = trio.lowlevel.current_trio_token()
        self._task: trio.lowlevel.Task | None = None
        self._outcome: outcome.Outcome[Answer] | None = None
        self._raise_cancel: Callable[[], NoReturn] | None = None

    def perform(self) -> Answer:
        """Run the function; called in the worker thread."""
        with self._lock:
            if self._raise_cancel is not None and self._interrupt is not None:
                raise _interrupted()
            self._running = True
        try:
            return self._function()
        finally:
            with self._lock:
                self._running = False

    def get_loop(self) -> Call[Answer]:
        """Return the object that provides `call_soon_threadsafe`."""
        return self

    def call_soon_threadsafe(self, function: Callable[..., None], *args: object) -> None:
        """Call `function` in the trio thread, unless trio has finished."""
        with suppress(trio.RunFinishedError):
            self._trio.run_sync_soon(function, *args)

    def done(self) -> bool:
        """Return whether there is a result."""
        return self._outcome is not None

    def set_result(self, result: Answer) -> None:
        """Wake the task with a result."""
        self._wake(outcome.Value(result))

    def set_exception(self, error: BaseException) -> None:
        """Wake the task with an error."""
        self._wake(outcome.Error(error))

    async def wait(self) -> Answer:
        """Wait until the call is done or interrupted."""
        if self._outcome is None:
            self._task = trio.lowlevel.current_task()
            await trio.lowlevel.wait_task_rescheduled(self._abort)
        assert self._outcome is not None  # noqa: S101 - only `_wake` reschedules us
        if self._raise_cancel is not None and _is_interrupt(self._outcome):
            self._raise_cancel()
        return self._outcome.unwrap()

    def _abort(self, raise_cancel: Callable[[], NoReturn]) -> trio.lowlevel.Abort:
        with self._lock:
            self._raise_cancel = raise_cancel
            if self._running and self._interrupt is not None:
                self._interrupt()  # under the lock, so that it never hits another call
        return trio.lowlevel.Abort.FAILED  # the task wakes when the thread has finished the call

    def _wake(self, result: outcome.Outcome[Answer]) -> None:
        self._outcome = result
        if self._task is not None:
            task, self._task = self._task, None
            trio.lowlevel.reschedule(task)


def _interrupted() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("interrupted")
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    return error


def _is_interrupt(result: outcome.Outcome[Any]) -> bool:
    return (
        isinstance(result, outcome.Error)
        and isinstance(result.error, sqlite3.Error)
        and getattr(result.error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    )
