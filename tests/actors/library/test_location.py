"""Databases of other programs are never touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from actors.library import schema
from actors.library.errors import LibraryError
from actors.library.location import DatabaseFile, choose_database_file
from actors.library.store import open_store


@pytest.fixture
def alien(tmp_path: Path) -> Iterator[Path]:
    """Return the folder of the predecessor while it is running, with an uncheckpointed WAL."""
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE sources (id TEXT PRIMARY KEY, root TEXT NOT NULL)")
        connection.execute("INSERT INTO sources VALUES ('a', '/samples')")
        connection.commit()
        yield tmp_path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fingerprint(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.glob("library.db*")
    }


async def test_a_database_without_our_mark_keeps_every_byte(alien: Path) -> None:
    before = _fingerprint(alien)
    assert sorted(before) == ["library.db", "library.db-shm", "library.db-wal"]
    for _ in range(2):
        async with open_store(alien) as store:
            assert "belongs to another program" in store.warning

    assert _fingerprint(alien) == before
    assert choose_database_file(alien).path == alien / "sempal.db"


def test_an_absent_or_empty_file_is_ours_to_take(tmp_path: Path) -> None:
    assert choose_database_file(tmp_path) == DatabaseFile(tmp_path / "library.db")
    (tmp_path / "library.db").touch()
    assert choose_database_file(tmp_path) == DatabaseFile(tmp_path / "library.db")


async def test_an_empty_file_becomes_the_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    async with open_store(tmp_path) as store:
        assert store.warning == ""

    assert choose_database_file(tmp_path) == DatabaseFile(
        tmp_path / "library.db", version=len(schema.steps())
    )
    assert _names(tmp_path) == ["library.db"]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_an_empty_file_with_a_log_beside_it_is_alien(tmp_path: Path, ending: str) -> None:
    (tmp_path / "library.db").touch()
    (tmp_path / f"library.db{ending}").write_bytes(b"pages that wait")

    assert choose_database_file(tmp_path).path == tmp_path / "sempal.db"


def test_a_folder_in_the_way_is_alien(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()

    assert choose_database_file(tmp_path).path == tmp_path / "sempal.db"


def test_our_own_second_name_wins(tmp_path: Path) -> None:
    schema.create(tmp_path / "library.db", schema.steps())
    schema.create(tmp_path / "sempal.db", schema.steps())

    assert choose_database_file(tmp_path).path == tmp_path / "sempal.db"


def test_two_aliens_leave_no_place(alien: Path) -> None:
    (alien / "sempal.db").write_bytes(b"x" * 200)

    with pytest.raises(LibraryError, match=r"sempal\.db belongs to another program"):
        choose_database_file(alien)


async def test_a_newer_library_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    schema.create(path, (*schema.steps(), "CREATE TABLE future (id INTEGER)"))
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer version"):
        async with open_store(tmp_path):
            pass

    assert path.read_bytes() == before
    assert _names(tmp_path) == ["library.db"]
