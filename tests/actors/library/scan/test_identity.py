"""Unchanged, changed, moved and identical files are recognised, even if sizes and times mislead."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.library.derived.hashing import Pace
from actors.messages import library as orders
from models.library.sample import Sample
from models.library.tag import Tag
from tests.actors.library.ends import Ends, opened_files, running

LONG = 200_000
"""Frames of 2 bytes: more than both ends."""
TIME = 1_700_000_000_123_456_789
AT_ONCE = Pace(0.0, 1.0, 0.0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sounds").mkdir()
    return tmp_path / "sounds"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def sound(path: Path, seed: int, frames: int = 100, time_ns: int = TIME) -> Path:
    """Write noise; files of one length have the same size, and all have the same mtime."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(-9999, 9999, frames).astype(np.int16)
    soundfile.write(path, noise, 44100, subtype="PCM_16")
    os.utime(path, ns=(time_ns, time_ns))
    return path


def edit(path: Path, at: int, *, keep_time: bool = True) -> None:
    """Change one byte in place."""
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1]))
    if keep_time:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


async def found(ends: Ends, root: Path) -> dict[str, Sample]:
    return {name: one for name, one in (await ends.by_path(root)).items() if not one.missing}


def library(home: Path) -> Path:
    return home / "library.db"


def derive(home: Path, *samples: Sample) -> None:
    """Store features of these samples."""
    with closing(sqlite3.connect(library(home), timeout=20)) as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO embedding VALUES (?, 'model', ?, x'01', '')",
            [(sample.id, sample.token) for sample in samples],
        )
        connection.commit()


def derived(home: Path) -> set[int]:
    with closing(sqlite3.connect(library(home), timeout=20)) as connection:
        rows = connection.execute(
            "SELECT sample FROM embedding JOIN sample ON sample.id = sample"
            " WHERE embedding.token = content"
        )
        return {sample for (sample,) in rows}


@pytest.mark.parametrize("frames", [100, LONG])
async def test_two_files_that_change_places_keep_their_samples(
    home: Path, root: Path, frames: int
) -> None:
    one, other = sound(root / "a.wav", 1, frames), sound(root / "b.wav", 2, frames)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        one.rename(root / "c.wav")
        other.rename(one)
        (root / "c.wav").rename(other)
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.moved, ended.added, ended.updated, ended.missing) == (2, 0, 0, 0)
    assert after["a.wav"].id == before["b.wav"].id
    assert after["b.wav"].id == before["a.wav"].id
    assert after["a.wav"].token == before["b.wav"].token


async def test_a_chain_of_renames_is_followed(home: Path, root: Path) -> None:
    for number, name in enumerate("abcd"):
        sound(root / f"{name}.wav", number)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        for old, new in ("de", "cd", "bc", "ab"):
            (root / f"{old}.wav").rename(root / f"{new}.wav")
        sound(root / "a.wav", 9)  # in the place of the first
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.moved, ended.added, ended.missing) == (4, 1, 0)
    for old, new in ("de", "cd", "bc", "ab"):
        assert after[f"{new}.wav"].id == before[f"{old}.wav"].id
    assert after["a.wav"].id not in {sample.id for sample in before.values()}


async def test_a_file_that_is_written_over_stays_the_sample_it_was(home: Path, root: Path) -> None:
    """As editors save: a new file beside, moved over the old one."""
    path = sound(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
        sound(root / "a.tmp.wav", 2)
        await ends.scan()
        (root / "a.tmp.wav").rename(path)
        ended = await ends.scan()
        (after,) = (await found(ends, root)).values()

    assert (ended.updated, ended.missing) == (1, 1)
    assert after.id == before.id
    assert after.token != before.token


async def test_a_missing_sample_makes_room_and_comes_back(home: Path, root: Path) -> None:
    """Its decisions are of its content, not of whatever is at its path later."""
    gone, other = sound(root / "a.wav", 1), sound(root / "b.wav", 2)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        ends.post(orders.Mark((before["a.wav"].id,), Tag.TRASH))
        ends.post(orders.Mark((before["b.wav"].id,), Tag.KEEP))
        gone.rename(root.parent / "away.wav")
        await ends.scan()
        other.rename(gone)
        ended = await ends.scan()
        after = await found(ends, root)
        shutil.copy(root.parent / "away.wav", root / "c.wav")
        await ends.scan()
        back = await found(ends, root)

    assert (ended.moved, ended.updated, ended.missing) == (1, 0, 0)
    assert {name: (one.id, one.tag) for name, one in after.items()} == {
        "a.wav": (before["b.wav"].id, Tag.KEEP)
    }
    assert (back["c.wav"].id, back["c.wav"].tag) == (before["a.wav"].id, Tag.TRASH)


async def test_a_copy_over_another_with_its_size_and_time_is_noticed(
    home: Path, root: Path
) -> None:
    path, other = sound(root / "a.wav", 1), sound(root / "b.wav", 2)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        shutil.copy2(other, path)
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.updated, ended.moved) == (1, 0)
    assert after["a.wav"].id == before["a.wav"].id
    assert after["a.wav"].token == before["b.wav"].token


async def test_a_restored_file_with_an_older_time_is_read(home: Path, root: Path) -> None:
    path = sound(root / "a.wav", 1, LONG)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
        sound(path, 2, LONG, TIME - 10**15)
        ended = await ends.scan()
        (after,) = (await found(ends, root)).values()

    assert ended.updated == 1
    assert after.token[:16] != before.token[:16]


@pytest.mark.parametrize("hashed", [False, True])
@pytest.mark.parametrize("keep_time", [False, True])
@pytest.mark.parametrize("at", [100_001, LONG])  # between all that is read of it, and in it
async def test_what_was_derived_goes_when_the_middle_is_edited(
    home: Path, root: Path, at: int, *, keep_time: bool, hashed: bool
) -> None:
    path = sound(root / "a.wav", 1, LONG)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
    if hashed:
        await _hashed(home)
    derive(home, before)
    assert derived(home) == {before.id}
    edit(path, at, keep_time=keep_time)
    async with running(home) as ends:
        ended = await ends.scan()
        (after,) = (await found(ends, root)).values()

    assert ended.updated == 1
    assert after.id == before.id
    assert after.token != before.token
    assert derived(home) == set()


@pytest.mark.parametrize("frames", [100, LONG])
async def test_a_touched_file_keeps_all_that_is_derived(
    home: Path, root: Path, frames: int
) -> None:
    path = sound(root / "a.wav", 1, frames)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
    await _hashed(home)
    derive(home, before)
    touches: tuple[Callable[[], object], ...] = (
        path.touch,
        lambda: path.chmod(0o600),
        lambda: os.utime(path, (1, 1)),
    )
    for touch in touches:
        touch()
        async with running(home) as ends:
            ended = await ends.scan()
            (after,) = (await found(ends, root)).values()

        assert (ended.updated, ended.moved, ended.missing) == (0, 0, 0)
        assert after == replace(before, mtime_ns=after.mtime_ns)
        assert derived(home) == {before.id}


async def test_the_file_itself_tells_which_of_equal_ones_was_renamed(
    home: Path, root: Path
) -> None:
    first = sound(root / "x" / "a.wav", 1)
    second = sound(root / "y" / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        first.rename(root / "y" / "b.wav")
        second.rename(root / "x" / "a.wav")
        await ends.scan()
        after = await found(ends, root)

    # The content is the same, and the name; what was moved there is another file.
    assert after["x/a.wav"].id == before["x/a.wav"].id
    assert after["y/b.wav"].id == before["y/a.wav"].id


async def test_a_move_is_told_from_a_copy_that_appears_as_well(home: Path, root: Path) -> None:
    path = sound(root / "a" / "kick.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
        (root / "b").mkdir()
        shutil.copy2(path, root / "b" / "kick.wav")  # the same name and time
        path.rename(root / "z.wav")
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.moved, ended.added) == (1, 1)
    assert after["z.wav"].id == before.id


async def test_another_stem_with_the_same_ends_is_not_what_was_deleted(
    home: Path, root: Path
) -> None:
    stem = root / "1.wav"
    sound(stem, 1, LONG)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = (await found(ends, root)).values()
        stem.rename(root.parent / "away.wav")
        shutil.copy(root.parent / "away.wav", root / "2.wav")
        edit(root / "2.wav", LONG, keep_time=False)  # in the middle, which is read
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.added, ended.moved, ended.missing) == (1, 0, 1)
    assert after["2.wav"].id != before.id


async def test_file_systems_without_lasting_inodes_cost_nothing(home: Path, root: Path) -> None:
    for number in range(40):
        sound(root / f"{number}.wav", number)
    async with running(home) as ends:
        await ends.add(root)
        before = await ends.samples()
    with closing(sqlite3.connect(library(home))) as connection:
        connection.execute("UPDATE sample SET inode = inode + 1000, device = device + 1")
        connection.commit()
    async with running(home) as ends:
        with opened_files() as opened:
            ended = await ends.scan()
        after = await ends.samples()

    assert (ended.added, ended.updated, ended.moved, ended.missing) == (0, 0, 0, 0)
    assert not {path for path in opened if path.startswith(bytes(root))}
    assert after == before
    with closing(sqlite3.connect(library(home))) as connection:
        reported = dict(
            connection.execute("SELECT CAST(name AS TEXT), inode FROM sample").fetchall()
        )
    assert reported == {path.name: path.stat().st_ino for path in root.iterdir()}


async def test_a_link_whose_target_is_away_gives_nothing_to_others(home: Path, root: Path) -> None:
    outside = root.parent / "drive"
    sound(outside / "deep" / "a.wav", 1)
    (root / "link").symlink_to(outside)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        outside.rename(root.parent / "away")
        shutil.copytree(root.parent / "away", root / "copy", copy_function=shutil.copy)
        ended = await ends.scan()
        gone = await ends.by_path(root)
        (root.parent / "away").rename(outside)
        back = await ends.scan()
        after = await found(ends, root)

    assert (ended.added, ended.moved, ended.missing) == (1, 0, 1)
    assert gone["link/deep/a.wav"].missing
    assert (back.added, back.moved, back.missing) == (0, 0, 0)
    assert after["link/deep/a.wav"].id == before["link/deep/a.wav"].id


async def test_a_drive_that_is_not_mounted_gives_nothing_to_others(home: Path, root: Path) -> None:
    sound(root / "here.wav", 2)
    sound(root / "usb" / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
    with closing(sqlite3.connect(library(home))) as connection:  # as if it had been a drive
        connection.execute("UPDATE sample SET device = device + 7 WHERE name = x'612e776176'")
        connection.commit()
    (root / "usb" / "a.wav").rename(root.parent / "a.wav")
    async with running(home) as ends:
        shutil.copy(root.parent / "a.wav", root / "copy.wav")
        ended = await ends.scan()
        (root.parent / "a.wav").rename(root / "usb" / "a.wav")
        await ends.scan()
        after = await found(ends, root)

    assert (ended.added, ended.moved, ended.missing) == (1, 0, 1)
    assert after["usb/a.wav"].id == before["usb/a.wav"].id


async def test_a_drive_with_another_number_is_the_same_drive(home: Path, root: Path) -> None:
    """Devices are numbered as they are found; what is moved after that is still followed."""
    for number in range(3):
        sound(root / f"{number}.wav", number)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
    with closing(sqlite3.connect(library(home))) as connection:
        connection.execute("UPDATE sample SET device = device + 7")
        connection.execute("UPDATE source SET device = device + 7")
        connection.commit()
    (root / "0.wav").rename(root / "new.wav")
    async with running(home) as ends:
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.added, ended.moved, ended.missing) == (0, 1, 0)
    assert after["new.wav"].id == before["0.wav"].id


async def test_names_of_one_file_are_known_as_such(home: Path, root: Path) -> None:
    path = sound(root / "a.wav", 1)
    os.link(path, root / "hard.wav")
    (root / "soft.wav").symlink_to(path)
    sound(root / "other.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
    with closing(sqlite3.connect(library(home))) as connection:
        rows = connection.execute("SELECT CAST(name AS TEXT), device, inode FROM sample").fetchall()

    files = {name: (device, inode) for name, device, inode in rows}
    status = path.stat()
    assert files["a.wav"] == files["hard.wav"] == files["soft.wav"]
    assert files["a.wav"] == (status.st_dev, status.st_ino)
    assert files["other.wav"] != files["a.wav"]


async def test_an_edit_through_one_name_is_seen_under_all(home: Path, root: Path) -> None:
    path = sound(root / "a.wav", 1)
    os.link(path, root / "hard.wav")
    (root / "soft.wav").symlink_to(path)
    async with running(home) as ends:
        await ends.add(root)
        before = await found(ends, root)
        edit(root / "hard.wav", 200)
        ended = await ends.scan()
        after = await found(ends, root)

    assert (ended.updated, ended.moved, ended.missing) == (3, 0, 0)
    assert {one.id for one in after.values()} == {one.id for one in before.values()}
    assert len({one.token for one in after.values()}) == 1
    assert all(after[name].id == before[name].id for name in before)


@pytest.mark.parametrize("time_ns", [4_000_000_000 * 10**9, 0, -(10**18)])
async def test_times_of_no_clock_are_times_like_others(
    home: Path, root: Path, time_ns: int
) -> None:
    path = sound(root / "a.wav", 1, time_ns=time_ns)
    async with running(home) as ends:
        await ends.add(root)
        again = await ends.scan()
        (before,) = (await found(ends, root)).values()
        sound(path, 2, time_ns=time_ns)
        ended = await ends.scan()
        (after,) = (await found(ends, root)).values()

    assert again.updated == 0
    assert ended.updated == 1
    assert after.token != before.token


async def _hashed(home: Path) -> None:
    """Hash whole files."""
    async with running(home, AT_ONCE):
        with trio.fail_after(60), closing(sqlite3.connect(library(home))) as connection:
            while connection.execute("SELECT 1 FROM sample WHERE full_hash IS NULL").fetchone():
                await trio.sleep(0.02)


async def test_a_full_check_finds_what_no_time_tells(home: Path, root: Path) -> None:
    """Such as after a failing disk, or an edit on a file system without a time of the inode."""
    path, other = sound(root / "a.wav", 1, LONG), sound(root / "b.wav", 2, LONG)
    async with running(home) as ends:
        await ends.add(root)
        await ends.full(1)  # learns the whole
        before = await found(ends, root)
    derive(home, *before.values())
    edit(path, 100_001)
    with closing(sqlite3.connect(library(home))) as connection:  # as if its time were the same
        row = (path.stat().st_ctime_ns, before["a.wav"].id)
        connection.execute("UPDATE sample SET ctime_ns = ? WHERE id = ?", row)
        connection.commit()
    async with running(home) as ends:
        quick = await ends.scan()
        with opened_files() as opened:
            ended = await ends.full(1)
        after = await found(ends, root)

    assert (quick.updated, ended.updated) == (0, 1)
    assert bytes(other) in opened
    assert after["a.wav"].id == before["a.wav"].id
    assert after["a.wav"].token != before["a.wav"].token
    assert after["b.wav"] == before["b.wav"]
    assert derived(home) == {before["b.wav"].id}
