"""On file system errors, the library reports them, loses nothing, and keeps running."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from actors.library import database
from actors.messages import library
from models.audio.units import SampleId
from models.library.tag import Tag
from tests.actors.library.ends import Ends, changed_tags, running, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number in range(5):
        write(tmp_path / "sounds" / f"{number}.wav", number + 1)
    return tmp_path / "sounds"


@contextmanager
def full_disk() -> Iterator[None]:
    """Prevent files from growing, as on a full disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


async def tags(ends: Ends) -> list[int]:
    samples = sorted(await ends.samples(), key=lambda sample: sample.id)
    return [sample.tag for sample in samples]


async def test_a_full_disk_refuses_the_step_and_keeps_all_before(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        ends.post(library.Mark((SampleId(1),), Tag.KEEP))
        await ends.done(library.TagsChanged)
        with full_disk():
            ends.post(library.Mark((SampleId(2),), Tag.KEEP))
            failed = await ends.until(library.LibraryFailed)
        ends.post(library.Mark((SampleId(3),), Tag.TRASH))
        await ends.done(library.TagsChanged)

        assert "library.db" in failed.reason
        assert await tags(ends) == [1, 0, -1, 0, 0]
    with closing(sqlite3.connect(tmp_path / "home" / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_scan_on_a_full_disk_ends_with_the_reason_and_the_next_one_goes_on(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        with full_disk():
            ends.post(library.AddSource(ends.ticket(), os.fsencode(root)))
            failed = await ends.until(library.LibraryFailed)
        ended = await ends.add(root)

        assert failed.reason
        assert ended.added == 5


async def test_a_library_that_another_program_holds_is_waited_for_then_said(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY", 0.2)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        path = tmp_path / "home" / "library.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ends.post(library.Mark((SampleId(1),), Tag.KEEP))
            failed = await ends.until(library.LibraryFailed)
            assert await tags(ends) == [0] * 5  # reading goes on
            other.execute("ROLLBACK")
        ends.post(library.Mark((SampleId(1),), Tag.KEEP))
        await ends.done(library.TagsChanged)

        assert "locked" in failed.reason
        assert await tags(ends) == [1, 0, 0, 0, 0]


async def test_a_clock_that_jumps_turns_no_order_round(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [4e9]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        for sample in (1, 2, 3):
            clock[0] -= 1e9  # it is set back, by decades
            ends.post(library.Mark((SampleId(sample),), Tag.KEEP))
            await ends.done(library.TagsChanged)
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)
        assert changed_tags(undone) == {SampleId(3): Tag.NEUTRAL}
        for path in root.iterdir():  # files of the far future, and from before time began
            os.utime(path, (clock[0] + 9e9, clock[0] + 9e9))
        (root / "0.wav").touch()
        os.utime(root / "0.wav", ns=(-(10**18), -(10**18)))
        ended = await ends.scan()

        assert (ended.updated, ended.missing, ended.added) == (0, 0, 0)  # their content is the same
        assert await tags(ends) == [1, 1, 0, 0, 0]


async def test_a_drive_that_fails_while_it_is_read_marks_the_file_only(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def failing(path: bytes) -> object:
        if bytes(path).endswith(b"sounds") and failing.broken:  # type: ignore[attr-defined]
            raise OSError(errno.EIO, "Input/output error", path)
        return real(path)

    failing.broken = False  # type: ignore[attr-defined]
    monkeypatch.setattr(os, "scandir", failing)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        failing.broken = True  # type: ignore[attr-defined]
        ended = await ends.scan()
        failing.broken = False  # type: ignore[attr-defined]

        assert ended.missing == 0
        assert ended.reason
        assert not any(sample.missing for sample in await ends.samples()) or ended.offline
