"""Backups of the library, and restoring a damaged one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import trio

from actors.library import backups
from actors.library.location import APPLICATION_ID
from actors.messages import library
from tests.actors.library.ends import running, write

NOW = datetime(2026, 3, 4, 5, 6, 7).astimezone()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    for number in range(40):
        write(folder / f"{number}.wav", frames=100 + number)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def filled(home: Path, root: Path) -> Path:
    async with running(home) as ends:
        await ends.add(root)
    return home / "library.db"


def tear(path: Path) -> bytes:
    """Damage pages after the first; the header stays intact."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[4_096:] = b"\xa5" * (len(content) - 4_096)
    path.write_bytes(content)
    return bytes(content)


async def test_a_copy_holds_what_the_library_holds(home: Path, root: Path) -> None:
    path = await filled(home, root)
    assert backups.is_due(path, NOW)
    assert backups.back_up(path, NOW) == ""

    (copy,) = backups.backup_files(path)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM sample").fetchone() == (40,)
    assert backups.check_database(copy) == ""
    assert not backups.is_due(path, NOW + timedelta(hours=23))
    assert backups.is_due(path, NOW + timedelta(hours=25))
    assert backups.is_due(path, NOW - timedelta(days=3)), "the clock was set back"


async def test_the_three_newest_copies_are_kept(home: Path, root: Path) -> None:
    path = await filled(home, root)
    stranger = backups.folder_of(path) / "mine.db"
    for day in range(5):
        backups.back_up(path, NOW + timedelta(days=day))
        stranger.touch()

    assert [copy.stem[:8] for copy in backups.backup_files(path)] == [
        "20260308",
        "20260307",
        "20260306",
    ]
    assert stranger.exists()


async def test_a_damaged_library_gives_way_to_its_copy_and_is_kept(home: Path, root: Path) -> None:
    path = await filled(home, root)
    backups.back_up(path, NOW)
    torn = tear(path)
    async with running(home) as ends:
        reported = await ends.until(library.LibraryFailed)
        rows = await ends.samples()
    asides = [one for one in files(home) if ".damaged-" in one.name]
    aside = min(asides, key=lambda one: len(one.name))  # beside it its log, if there was one

    assert len(rows) == 40
    assert "was damaged" in reported.reason
    assert "the copy of 2026-03-04 05:06 took its place" in reported.reason
    assert aside.name in reported.reason
    assert aside.read_bytes() == torn


async def test_without_a_copy_it_begins_anew_and_keeps_the_damaged_one(
    home: Path, root: Path
) -> None:
    path = await filled(home, root)
    tear(path)
    async with running(home) as ends:
        reported = await ends.until(library.LibraryFailed)
        await ends.add(root)
        rows = await ends.samples()

    assert len(rows) == 40
    assert "there is no copy: begun anew" in reported.reason
    assert any(".damaged-" in one.name for one in files(home))


async def test_a_damaged_copy_is_passed_over(home: Path, root: Path) -> None:
    path = await filled(home, root)
    backups.back_up(path, NOW)
    backups.back_up(path, NOW + timedelta(days=1))
    tear(backups.backup_files(path)[0])
    tear(path)
    async with running(home) as ends:
        reported = await ends.until(library.LibraryFailed)

    assert "the copy of 2026-03-04" in reported.reason


async def test_damage_that_only_a_full_look_finds_is_restored_at_the_next_start(
    home: Path, root: Path
) -> None:
    path = await filled(home, root)
    backups.back_up(path, NOW)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'length, key', 'rate, key')"
            " WHERE name = 'sample_by_length'"
        )
        connection.commit()
    assert backups.damage_reason(path) == ""
    wrong = backups.back_up(path, NOW + timedelta(days=1))
    assert wrong
    assert len(backups.backup_files(path)) == 1, "a damaged library is not copied over good ones"
    async with running(home) as ends:
        reported = await ends.until(library.LibraryFailed)

    assert "took its place" in reported.reason
    assert backups.check_database(path) == ""


async def test_a_library_of_another_program_is_never_set_aside(home: Path) -> None:
    home.mkdir()
    theirs = home / "library.db"
    theirs.write_bytes(b"SQLite format 3\0" + b"\xa5" * 8_000)
    before = theirs.read_bytes()
    async with running(home) as ends:
        reported = await ends.until(library.LibraryFailed)

    assert "belongs to another program" in reported.reason
    assert theirs.read_bytes() == before
    assert not any(".damaged" in one.name for one in files(home))


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE large (thing INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        connection.executemany(
            "INSERT INTO large (name) VALUES (?)", [(str(number),) for number in range(20_000)]
        )
        connection.commit()
    return path


def test_a_long_check_shows_that_it_goes_on(large: Path) -> None:
    beats = list[int]()

    assert backups.check_database(large, lambda: beats.append(1)) == ""
    assert beats


@pytest.mark.parametrize("begun", [False, True])
async def test_a_copy_is_cancelled_at_any_time_and_nothing_is_left(
    large: Path, *, begun: bool
) -> None:
    """While the library is checked, or while it is copied; it is not taken for damaged."""

    def beat() -> None:
        if not begun or list(backups.folder_of(large).glob("*.part")):
            trio.from_thread.run_sync(scope.cancel)
        trio.from_thread.check_cancelled()

    with trio.CancelScope() as scope:
        await trio.to_thread.run_sync(backups.back_up, large, NOW, beat)

    assert scope.cancelled_caught
    assert {path.name for path in files(large.parent)} <= {"large.db", "backups"}
    assert not backups.folder_of(large).is_dir() or files(backups.folder_of(large)) == []
    assert backups.back_up(large, NOW) == ""
