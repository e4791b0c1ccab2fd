"""A transient failure is not stored as a property of the file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import trio

from actors.library.derived.hashing import Pace
from actors.library.scan.content import read_content
from actors.messages import library
from models.library.file import Entry
from tests.actors.library.ends import running, write
from tests.actors.library.scan.test_identity import edit, sound


async def test_a_file_that_went_away_and_came_back_is_what_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "sounds" / "a.wav", 1)
    async with running(tmp_path / "home") as ends:
        await ends.add(path.parent)
        (before,) = await ends.samples()
        path.rename(tmp_path / "away.wav")
        ends.post(library.RescanFolderOf(before.id))  # as it could not be played
        (gone,) = (await ends.until(library.SamplesChanged)).samples
        (tmp_path / "away.wav").rename(path)
        ends.post(library.RescanFolderOf(before.id))
        (back,) = (await ends.until(library.SamplesChanged)).samples

    assert gone.missing
    assert gone.error == ""
    assert back == before


def test_what_the_system_refuses_is_of_the_moment(tmp_path: Path) -> None:
    (tmp_path / "a.wav").symlink_to("b" * 300)  # too long a name: neither there nor absent

    content = read_content(os.fsencode(tmp_path), Entry(b"", b"a.wav", 9, 9))

    assert content.transient
    assert content.error


async def test_what_cannot_be_read_now_stays_what_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "sounds" / "a.wav", 1)
    new = path.with_name("new.wav")
    async with running(tmp_path / "home") as ends:
        await ends.add(path.parent)
        (before,) = await ends.samples()
        for one in (path, new):
            one.unlink(missing_ok=True)
            one.symlink_to("b" * 300)
        ended = await ends.scan()
        refused = await ends.samples()
        for one in (path, new):
            one.unlink()
        write(path, 1)
        await ends.scan()
        (after,) = [one for one in await ends.samples() if not one.missing]

    assert ended.missing == 0
    assert refused == (before,)
    assert after == replace(before, mtime_ns=after.mtime_ns)


async def test_a_large_file_in_doubt_is_compared_in_the_background(tmp_path: Path) -> None:
    path = sound(tmp_path / "sounds" / "a.wav", 1, 200_000)
    home = tmp_path / "home"
    with_hash = "SELECT 1 FROM sample WHERE full_hash IS NOT NULL AND doubt = 0"
    async with running(home, Pace(0.0, 1.0, 0.0)) as ends:
        await ends.add(path.parent)
        (before,) = await ends.samples()
        with trio.fail_after(60), closing(sqlite3.connect(home / "library.db")) as connection:
            while not connection.execute(with_hash).fetchone():
                await trio.sleep(0.02)
    edit(path, 100_001)
    status = path.stat()
    with closing(sqlite3.connect(home / "library.db")) as connection:  # as a scan does that
        connection.execute("UPDATE sample SET doubt = 1, ctime_ns = ?", (status.st_ctime_ns,))
        connection.commit()  # had no time left
    async with running(home, Pace(0.0, 1.0, 0.0)) as ends:
        (after,) = (await ends.until(library.SamplesChanged)).samples
        await ends.until(library.SamplesAdded)  # so that it is listened to again

    assert after.id == before.id
    assert after.token != before.token
