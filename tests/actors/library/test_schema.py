"""Tables are created atomically with the application id, and only migrated forward."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actors.library import schema
from actors.library.errors import LibraryError

FIRST = "CREATE TABLE a (x INTEGER);"
SECOND = "ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT 'new';"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    schema.create(tmp_path / "library.db", (FIRST,))
    return tmp_path / "library.db"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _open(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def test_a_new_library_carries_its_mark_in_the_header(path: Path) -> None:
    header = path.read_bytes()[:100]

    assert header[68:72] == b"SMPL"
    assert header[60:64] == (1).to_bytes(4, "big")
    assert header[18:20] == b"\x02\x02"  # write-ahead log
    assert _names(path.parent) == ["library.db"]


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        schema.create(tmp_path / "library.db", ("CREATE TABLE",))

    assert _names(tmp_path) == []


def test_a_library_that_another_start_made_is_kept(path: Path) -> None:
    before = path.read_bytes()
    schema.create(path, (FIRST, SECOND))

    assert path.read_bytes() == before
    assert _names(path.parent) == ["library.db"]


def test_an_older_library_is_copied_and_brought_up_to_date(path: Path) -> None:
    with _open(path) as connection:
        connection.execute("INSERT INTO a VALUES (7)")
        schema.migrate(connection, (FIRST, SECOND))
        schema.migrate(connection, (FIRST, SECOND))

        assert connection.execute("SELECT * FROM a").fetchall() == [(7, "new")]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    with _open(path.with_name("library.db.version-1")) as copy:
        assert copy.execute("SELECT * FROM a").fetchall() == [(7,)]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    with _open(path) as connection:
        with pytest.raises(sqlite3.Error):
            schema.migrate(connection, (FIRST, SECOND + "DROP TABLE nowhere;"))

        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA table_info (a)").fetchall() == [
            (0, "x", "INTEGER", 0, None, 0)
        ]


def test_a_newer_library_is_refused(path: Path) -> None:
    with _open(path) as connection, pytest.raises(LibraryError, match="newer version"):
        schema.migrate(connection, ())


def test_the_shipped_steps_make_a_library(tmp_path: Path) -> None:
    schema.create(tmp_path / "library.db", schema.steps())
    with _open(tmp_path / "library.db") as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")

        assert {"source", "folder", "sample"} <= {name for (name,) in tables}
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
