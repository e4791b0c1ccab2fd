"""A connection to the library with its own thread.

The only user of aiosqlite. Its worker thread resolves what it takes for an asyncio future; here
that object wakes a trio task, so no asyncio loop is needed. Work is passed as a function of the
`sqlite3.Connection`: one thread hop for any number of statements.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import aiosqlite
import trio
from aiosqlite.core import (
    _STOP_RUNNING_SENTINEL as STOP,  # pyright: ignore[reportPrivateUsage] - ends the thread without asyncio; the version is pinned
)

from actors.kernel.latest import Latest
from actors.library.errors import LibraryError
from actors.library.trio_call import Call
from models.library.file_name import display_path

Answer = TypeVar("Answer")
Work = Callable[[sqlite3.Connection], Answer]

PAGES, MANY = 1000, 8000
"""Pages of the log from which a write copies them into the library, and a durable write does.

A decision of the user must not wait for that: it takes 20 to 70 ms. Only where nothing else is
ever written the log grows so long that decisions do it.
"""
BUSY = 5.0
"""Seconds to wait for the lock while another process writes."""


class Database:
    """A connection; an async context manager that closes it reliably."""

    def __init__(self, path: Path, prepare: Work[None] | None = None) -> None:
        self._path = path
        self._prepare = prepare
        self._thread = _Thread(path)
        self._version = 0
        self.writes = Latest(0)
        """Number of writes so far."""
        self.reads = Latest(0)
        """Number of reads so far."""

    async def __aenter__(self) -> Self:
        try:
            with self._translated():
                await self._thread.open()
            await self._run(self._prepare or _nothing)
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._close()

    async def read(self, work: Work[Answer]) -> Answer:
        """Return `work(connection)`, run in one read transaction.

        Cancellation interrupts the statement and waits for it, so that nothing keeps running in the
        background.

        Raises:
            LibraryError: The database failed.
        """
        try:
            return await self._run(partial(_reading, work=work))
        finally:
            self.reads.publish(self.reads.value + 1)

    @property
    def version(self) -> int:
        """Number of writes so far that lists may depend on."""
        return self._version

    def invalidate_lists(self) -> None:
        """Invalidate cached lists after a write with `keeps_lists` that did affect them."""
        self._version += 1

    async def write(
        self, work: Work[Answer], *, durable: bool = False, keeps_lists: bool = False
    ) -> Answer:
        """Return `work(connection)`, run in one write transaction.

        It cannot be cancelled once started, so it must be short.

        Args:
            work: Changes the library.
            durable: Wait until the write survives a power cut: for decisions of the user. A scan
                can find its results again.
            keeps_lists: Cached lists of samples stay valid: none depends on this write.

        Raises:
            LibraryError: The database failed; nothing was stored.
        """
        try:
            return await self._run(partial(_writing, work=work, durable=durable), whole=True)
        finally:
            self._version += not keeps_lists
            self.writes.publish(self.writes.value + 1)

    async def _run(self, work: Work[Answer], *, whole: bool = False) -> Answer:
        with self._translated():
            return await self._thread.run(work, whole=whole)

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeError, MemoryError) as error:
            # The last three: a number, string or row that cannot be stored or fetched.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
                folder = display_path(os.fsencode(self._path.absolute().parent))
                raise LibraryError(
                    f"disk full: free some space on the drive of {folder}, then try again"
                ) from error
            raise LibraryError(f"{self._path.name}: {error or type(error).__name__}") from error

    async def _close(self) -> None:
        with trio.CancelScope(shield=True):
            await self._thread.end()


class _Thread(aiosqlite.Connection):
    """The connection and thread of aiosqlite, awaited by trio tasks."""

    def __init__(self, path: Path) -> None:
        # mode=rw: SQLite must never create a file without our application id.
        connect = partial(_connected, f"{path.absolute().as_uri()}?mode=rw")
        super().__init__(connect, iter_chunk_size=64)
        self._thread.daemon = True  # a crash that skips closing must not hang the exit

    async def open(self) -> None:
        self._thread.start()
        self._connection = await self._call(self._connector, None)

    async def run(self, work: Work[Answer], *, whole: bool) -> Answer:
        """Return `work(connection)`; cancellation interrupts it unless `whole`."""
        await trio.lowlevel.checkpoint_if_cancelled()
        interrupt = None if whole else self._conn.interrupt
        return await self._call(partial(work, self._conn), interrupt)

    async def end(self) -> None:
        if self._thread.is_alive():
            await self._call(self._close_and_stop, None)

    def stop(self) -> None:
        """Stop the thread without waiting; aiosqlite calls it on garbage collection."""
        self._running = False
        self._tx.put_nowait((None, self._close_and_stop))

    def _close_and_stop(self) -> object:
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        return STOP

    async def _call(
        self, function: Callable[[], Answer], interrupt: Callable[[], None] | None
    ) -> Answer:
        call = Call(function, interrupt)
        self._tx.put_nowait((call, call.perform))  # type: ignore[arg-type] # quacks like the future it asks for
        return await call.wait()


def _connected(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -16000")  # KiB
    connection.execute("PRAGMA journal_size_limit = 67108864")
    return connection


def _nothing(_connection: sqlite3.Connection) -> None:
    pass


def _reading(connection: sqlite3.Connection, work: Work[Answer]) -> Answer:
    if connection.in_transaction:  # the last transaction was interrupted at its end
        connection.execute("ROLLBACK")
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _writing(connection: sqlite3.Connection, work: Work[Answer], *, durable: bool) -> Answer:
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {MANY if durable else PAGES}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        answer = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return answer
