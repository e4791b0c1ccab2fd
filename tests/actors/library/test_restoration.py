"""Copies of the library that the user restores, and what they replace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from actors.library import backups, restoration, schema
from actors.messages import library
from tests.actors.library.ends import running, write

NOW = datetime(2026, 3, 4, 5, 6, 7).astimezone()
NEWEST = len(schema.steps())


def names(path: Path) -> set[bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sample")}


async def grown(home: Path, folder: Path) -> Path:
    """Return a library of two sounds with a copy from when it had one."""
    folder.mkdir()
    write(folder / "old.wav", frames=100)
    path = home / "library.db"
    async with running(home) as ends:
        await ends.add(folder)
    assert backups.back_up(path, NOW) == ""
    write(folder / "new.wav", frames=200)
    async with running(home) as ends:
        await ends.add(folder)
    return path


async def test_a_copy_takes_the_place_and_the_library_of_before_can_be_restored_again(
    tmp_path: Path,
) -> None:
    path = await grown(tmp_path / "home", tmp_path / "sounds")
    (copy,) = restoration.list_backups(path)
    assert (copy.samples, copy.replaced, copy.damage) == (1, False, "")

    kept = restoration.restore_backup(path, copy.name, NEWEST, NOW)
    assert names(path) == {b"old.wav"}
    back = next(one for one in restoration.list_backups(path) if one.replaced)
    assert (back.name, back.samples) == (kept, 2)

    restoration.restore_backup(path, kept, NEWEST, NOW + timedelta(seconds=1))
    assert names(path) == {b"old.wav", b"new.wav"}


async def test_the_next_start_carries_out_a_request_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = await grown(home, tmp_path / "sounds")
    async with running(home) as ends:
        ends.post(library.RequestRestore(ends.ticket(), "20260304-050607"))
        read = await ends.until(library.BackupsRead)
        assert read.requested == read.backups[0].name
        ends.post(library.RequestRestore(ends.ticket(), "20010101-000000"))
        failed = await ends.until(library.LibraryFailed)
        assert "no backup" in failed.reason
    assert names(path) == {b"old.wav", b"new.wav"}, "nothing changes while it is open"

    async with running(home) as ends:
        failed = await ends.until(library.LibraryFailed)
        assert failed.reason.startswith("restored 20260304-050607; the library of before is kept")
        assert names(path) == {b"old.wav"}
    assert restoration.requested_backup(path) == ""
    async with running(home):
        pass
    assert sum(one.replaced for one in restoration.list_backups(path)) == 1


async def test_what_cannot_be_restored_leaves_the_library_as_it_is(tmp_path: Path) -> None:
    path = await grown(tmp_path / "home", tmp_path / "sounds")
    (copy,) = backups.backup_files(path)
    before = names(path)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    for change in (lambda: None, lambda: copy.write_bytes(copy.read_bytes()[:5_000])):
        change()
        with pytest.raises(restoration.Unrestorable, match=r"newer sempal|damaged"):
            restoration.restore_backup(path, copy.stem, NEWEST, NOW)
        restoration.request_restore(path, copy.stem)
        assert "not restored" in restoration.carry_out_request(path, NEWEST, NOW)
        assert names(path) == before
    assert restoration.requested_backup(path) == ""


async def test_a_damaged_library_is_kept_as_it_was(tmp_path: Path) -> None:
    path = await grown(tmp_path / "home", tmp_path / "sounds")
    torn = b"SQLite format 3\0" + b"\xa5" * 9_000
    path.write_bytes(torn)
    kept = restoration.restore_backup(path, "20260304-050607", NEWEST, NOW)

    assert names(path) == {b"old.wav"}
    assert (backups.folder_of(path) / f"{kept}.db").read_bytes() == torn
    assert next(one for one in restoration.list_backups(path) if one.replaced).damage
