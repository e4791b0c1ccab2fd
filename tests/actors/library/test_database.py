"""A connection driven by trio: cancellation, rollback, closing."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
import trio
from trio.testing import wait_all_tasks_blocked

from actors.library import schema
from actors.library.database import Database
from actors.library.errors import LibraryError

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    schema.create(tmp_path / "library.db", schema.steps())
    return tmp_path / "library.db"


def _one(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("SELECT 1").fetchone()[0]
    return found


def _endless(connection: sqlite3.Connection) -> object:
    return connection.execute(ENDLESS).fetchone()


def _sources(connection: sqlite3.Connection) -> list[tuple[bytes]]:
    return connection.execute("SELECT root FROM source").fetchall()


def _add(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO source (root) VALUES (x'2f61')")


async def test_a_cancelled_read_stops_the_statement(path: Path) -> None:
    async with Database(path) as db:
        with trio.fail_after(60):
            with trio.move_on_after(0.02) as scope:
                await db.read(_endless)

            assert scope.cancelled_caught
            assert await db.read(_one) == 1


class Gate:
    """Work that blocks the connection until released."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def __call__(self, connection: sqlite3.Connection) -> int:
        self.begun.set()
        assert self.go_on.wait(5)
        return _one(connection)


async def test_stopping_a_read_that_waits_spares_the_one_that_runs(path: Path) -> None:
    gate, answers, started = Gate(), list[int](), list[object]()

    async def first() -> None:
        answers.append(await db.read(gate))

    async with Database(path) as db, trio.open_nursery() as nursery:
        nursery.start_soon(first)
        await trio.to_thread.run_sync(gate.begun.wait, 5)
        async with trio.open_nursery() as inner:
            inner.start_soon(db.read, started.append)
            await wait_all_tasks_blocked()
            inner.cancel_scope.cancel()
            gate.go_on.set()

    assert answers == [1]
    assert started == []


async def test_a_cancelled_write_is_done_all_the_same(path: Path) -> None:
    begun = threading.Event()

    def write(connection: sqlite3.Connection) -> None:
        begun.set()
        _add(connection)

    async with Database(path) as db:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(db.write, write)
            await trio.to_thread.run_sync(begun.wait, 5)
            nursery.cancel_scope.cancel()

        assert await db.read(_sources) == [(b"/a",)]


async def test_a_write_that_fails_stores_nothing(path: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        _add(connection)
        connection.execute("INSERT INTO nowhere VALUES (1)")

    async with Database(path) as db:
        with pytest.raises(LibraryError, match=r"library\.db: no such table: nowhere"):
            await db.write(broken)

        assert await db.read(_sources) == []
        await db.write(_add, durable=True)
        assert await db.read(_sources) == [(b"/a",)]


async def test_a_full_disk_is_told_with_what_to_do_and_stores_nothing(path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.execute("CREATE TABLE more (content BLOB)")
        connection.execute("INSERT INTO more VALUES (zeroblob(1000000))")

    async with Database(path) as library:
        before = await library.read(_sources)
        with pytest.raises(LibraryError, match=r"^disk full: free some space on the drive of /"):
            await library.write(fill)
        assert await library.read(_sources) == before


async def test_a_reader_does_not_wait_for_a_writer(path: Path) -> None:
    async with Database(path) as writer, Database(path) as reader:
        answers: list[int] = []

        def write(connection: sqlite3.Connection) -> None:
            _add(connection)
            answers.append(len(trio.from_thread.run(reader.read, _sources, trio_token=token)))

        token = trio.lowlevel.current_trio_token()
        with trio.fail_after(60):
            await writer.write(write)

    assert answers == [0]


async def test_a_crash_leaves_no_thread_behind(path: Path) -> None:
    with pytest.RaisesGroup(ZeroDivisionError):
        async with trio.open_nursery(), Database(path):
            assert connection_threads()
            _ = 1 // 0

    with trio.fail_after(60):  # it answers, then it ends
        while connection_threads():
            await trio.sleep(0.01)


def connection_threads() -> list[threading.Thread]:
    """Return the threads of aiosqlite; trio keeps idle threads of its own."""
    return [thread for thread in threading.enumerate() if "connection_worker" in thread.name]


async def test_an_absent_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="unable to open"):
        async with Database(tmp_path / "absent.db"):
            pass

    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all " * 100)
    with pytest.raises(LibraryError, match="not a database"):
        async with Database(tmp_path / "text.db", schema_check):
            pass


def schema_check(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT * FROM sqlite_schema").fetchall()
