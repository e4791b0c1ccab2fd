"""Whole files are hashed when nothing else goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
import trio

from actors.library.derived.hashing import Hashing, Pace
from tests.actors.library.ends import Ends, running, write

AT_ONCE = Pace(delay=0, rest=0)


def _hashes(home: Path) -> dict[bytes, bytes | None]:
    with closing(sqlite3.connect(home / "library.db")) as connection:
        return dict(connection.execute("SELECT name, full_hash FROM sample").fetchall())


async def _all_hashed(home: Path) -> dict[bytes, bytes | None]:
    with trio.fail_after(60):
        while None in (found := _hashes(home)).values():
            await trio.sleep(0.01)
    return found


async def test_every_file_gets_its_hash(tmp_path: Path) -> None:
    paths = [write(tmp_path / "sounds" / f"{n}.wav", n, frames=200_000 * n) for n in range(1, 4)]
    home = tmp_path / "home"
    async with running(home, AT_ONCE) as ends:
        await ends.add(tmp_path / "sounds")
        found = await _all_hashed(home)

    assert found == {
        os.fsencode(path.name): blake2b(path.read_bytes(), digest_size=32).digest()
        for path in paths
    }


async def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    write(tmp_path / "sounds" / "a.wav", 1)
    home = tmp_path / "home"
    async with running(home) as ends:
        await ends.add(tmp_path / "sounds")
    assert _hashes(home) == {b"a.wav": None}
    async with running(home, AT_ONCE):
        assert len(await _all_hashed(home)) == 1


async def test_a_changed_file_is_hashed_anew(tmp_path: Path) -> None:
    path = write(tmp_path / "sounds" / "a.wav", 1)
    home = tmp_path / "home"
    async with running(home, AT_ONCE) as ends:
        await ends.add(tmp_path / "sounds")
        before = await _all_hashed(home)
        write(path, 2)
        await ends.scan()
        after = await _all_hashed(home)

    assert after[b"a.wav"] == blake2b(path.read_bytes(), digest_size=32).digest()
    assert after != before


async def test_a_file_that_changes_while_its_hash_is_stored_is_hashed_by_the_same_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan that sees it begins and ends before the pass asks for what is left."""
    path, home = write(tmp_path / "sounds" / "a.wav", 1), tmp_path / "home"
    stored, scanned = trio.Event(), trio.Event()
    page = Hashing._page

    async def held(job: Hashing) -> bool:
        found = await page(job)
        if found and not stored.is_set():
            stored.set()
            await scanned.wait()
        return found

    monkeypatch.setattr(Hashing, "_page", held)
    async with running(home, AT_ONCE) as ends:
        await ends.add(tmp_path / "sounds")
        await stored.wait()
        write(path, 2)
        await ends.scan()
        scanned.set()
        after = await _all_hashed(home)

    assert after[b"a.wav"] == blake2b(path.read_bytes(), digest_size=32).digest()


async def test_a_file_that_is_gone_does_not_stop_the_others(tmp_path: Path) -> None:
    gone = write(tmp_path / "sounds" / "a.wav", 1)
    write(tmp_path / "sounds" / "b.wav", 2)
    home = tmp_path / "home"
    async with running(home) as ends:
        await ends.add(tmp_path / "sounds")
    gone.unlink()
    async with running(home, AT_ONCE):
        with trio.fail_after(60):
            while _hashes(home)[b"b.wav"] is None:
                await trio.sleep(0.01)

    assert _hashes(home)[b"a.wav"] is None


async def test_equal_ends_and_another_middle_are_not_taken_for_a_move(tmp_path: Path) -> None:
    root, home = tmp_path / "sounds", tmp_path / "home"
    path = write(root / "stem 1.wav", 0, frames=200_000)
    async with running(home, AT_ONCE) as ends:
        await ends.add(root)
        await _all_hashed(home)
        ids = await _after_replacing(ends, root, path, middle=b"\x01\x02")
        assert ids["stem 2.wav"] != ids["stem 1.wav"]


async def test_a_copy_with_a_new_time_of_a_lost_file_is_recognised(tmp_path: Path) -> None:
    root, home = tmp_path / "sounds", tmp_path / "home"
    path = write(root / "stem 1.wav", 0, frames=200_000)
    async with running(home, AT_ONCE) as ends:
        await ends.add(root)
        await _all_hashed(home)
        ids = await _after_replacing(ends, root, path, middle=b"")
        assert list(ids) == ["stem 2.wav"]


async def _after_replacing(ends: Ends, root: Path, path: Path, middle: bytes) -> dict[str, int]:
    other = root / "stem 2.wav"
    shutil.copy(path, other)  # does not keep the time
    path.unlink()
    with other.open("r+b") as file:
        file.seek(200_000)
        file.write(middle)
    await ends.scan()
    return {name: sample.id for name, sample in (await ends.by_path(root)).items()}
