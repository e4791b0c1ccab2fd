"""Changes by other programs are detected, and samples keep their ids."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.library.watch import service
from actors.library.watch.service import Start
from actors.library.watch.watcher import CannotWatch, Found
from actors.messages import library
from models.audio.units import SampleId
from models.library.sample import Sample
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running, write


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "SETTLED", 0.0)
    monkeypatch.setattr(service, "POLL_PERIOD", 0.3)


@asynccontextmanager
async def watched(tmp_path: Path, root: Path) -> AsyncGenerator[Ends]:
    before = watches()
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        with trio.fail_after(60):
            while watches() < before + sum(1 for _ in os.walk(root)):
                await trio.sleep(0.01)
        yield ends


def watches() -> int:
    """Return how many folders the system watches for this process.

    Source: proc(5), /proc/pid/fdinfo.
    """
    count = 0
    for path in Path("/proc/self/fdinfo").iterdir():
        with suppress(OSError):  # closed meanwhile
            count += path.read_text().count("inotify wd:")
    return count


async def until(ends: Ends, root: Path, wanted: Callable[[dict[str, Sample]], bool]) -> float:
    """Wait for a library state; return the elapsed seconds."""
    begun = time.monotonic()
    with trio.fail_after(60):
        while not wanted(await ends.by_path(root)):
            await ends.until(library.SamplesAdded)
    return time.monotonic() - begun


async def test_new_changed_and_deleted_files_are_noticed(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    write(root / "a" / "one.wav", 1)
    gone = write(root / "b" / "two.wav", 2)
    async with watched(tmp_path, root) as ends:
        write(root / "a" / "new.wav", 3)
        await until(ends, root, lambda found: "a/new.wav" in found)
        write(root / "a" / "one.wav", 4, frames=333)
        await until(ends, root, lambda found: found["a/one.wav"].frames == 333)
        gone.unlink()
        await until(ends, root, lambda found: found["b/two.wav"].missing)
        write(gone, 2)
        await until(ends, root, lambda found: not found["b/two.wav"].missing)


async def test_samples_keep_their_marks_through_renames_outside(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    write(root / "a" / "one.wav", 1)
    write(root / "a" / "two.wav", 2)
    async with watched(tmp_path, root) as ends:
        before = await ends.by_path(root)
        ends.post(library.Mark((before["a/one.wav"].id,), Tag.KEEP))
        await ends.done(library.TagsChanged)
        (root / "a" / "one.wav").rename(root / "a" / "renamed.wav")
        await until(ends, root, lambda found: "a/renamed.wav" in found)
        (root / "a").rename(root / "other")
        await until(ends, root, lambda found: "other/renamed.wav" in found)
        after = await ends.by_path(root)

        assert set(after) == {"other/renamed.wav", "other/two.wav"}
        assert after["other/renamed.wav"].id == before["a/one.wav"].id
        assert after["other/renamed.wav"].tag is Tag.KEEP
        assert after["other/two.wav"].id == before["a/two.wav"].id


async def test_a_folder_that_comes_with_everything_in_it_is_noticed(tmp_path: Path) -> None:
    root, outside = tmp_path / "sounds", tmp_path / "outside"
    write(root / "one.wav", 1)
    for number in range(30):
        write(outside / "deep" / f"{number}.wav", 100 + number)
    async with watched(tmp_path, root) as ends:
        shutil.move(outside, root / "pack")
        await until(ends, root, lambda found: len(found) == 31)
        shutil.rmtree(root / "pack")
        await until(ends, root, lambda found: sum(one.missing for one in found.values()) == 30)


async def test_a_source_that_goes_away_and_comes_back_is_noticed(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    write(root / "one.wav", 1)
    async with watched(tmp_path, root) as ends:
        (sample,) = await ends.samples()
        root.rename(tmp_path / "unplugged")
        with trio.fail_after(60):
            while not (await ends.until(library.SourcesListed)).sources[0].offline:
                pass
        write(tmp_path / "unplugged" / "two.wav", 2)
        (tmp_path / "unplugged").rename(root)
        await until(ends, root, lambda found: len(found) == 2)
        after = await ends.by_path(root)

        assert after["one.wav"].id == sample.id == SampleId(1)
        assert not after["one.wav"].missing


async def test_nothing_is_said_of_what_is_no_sound(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    write(root / "one.wav", 1)
    async with watched(tmp_path, root) as ends:
        with trio.move_on_after(0.5):
            while True:
                await ends.events.receive()
        (root / "notes.txt").write_text("no sound")
        with trio.move_on_after(1.5) as quiet:
            said = await ends.events.receive()
            pytest.fail(f"said {said}")

        assert quiet.cancelled_caught


async def test_a_file_whose_name_is_no_text_is_noticed_and_those_beside_it(tmp_path: Path) -> None:
    root = tmp_path / "sounds"
    write(root / "one.wav", 1)
    async with watched(tmp_path, root) as ends:
        # libsndfile is given text, so the file gets its name afterwards.
        write(tmp_path / "cafe.wav", 2).rename(root / os.fsdecode(b"caf\xe9.wav"))
        write(root / "two.wav", 3)
        await until(
            ends, root, lambda found: {os.fsdecode(b"caf\xe9.wav"), "two.wav"} <= set(found)
        )
        write(root / "three.wav", 4)
        await until(ends, root, lambda found: "three.wav" in found)


class Blind:
    """A watcher that sees nothing and reports one folder as unreliable."""

    def __init__(self, root: bytes, threads: trio.CapacityLimiter) -> None: ...

    async def begin(self) -> None: ...

    async def changes(self) -> Found:
        await trio.sleep_forever()
        raise AssertionError

    async def retry(self) -> None: ...

    def late(self) -> Mapping[bytes, str]:
        return {b"b": "closed for a test"}

    def close(self) -> None: ...


class Broken(Blind):
    """A watcher whose library fails with an unexpected exception."""

    async def begin(self) -> None:
        raise MemoryError("who knows")


class Refused(Blind):
    """A watcher that the system refuses to create."""

    def __init__(self, root: bytes, threads: trio.CapacityLimiter) -> None:
        raise CannotWatch("no more than 128")


def _watch_by(monkeypatch: pytest.MonkeyPatch, start: Start) -> None:
    monkeypatch.setattr(service, "RARELY", 0.5)
    monkeypatch.setattr("actors.library.commands.Watching", partial(service.Watching, start=start))


@pytest.mark.parametrize(
    ("start", "reason"), [(Broken, "MemoryError: who knows"), (Refused, "no more than 128")]
)
async def test_what_cannot_be_watched_is_compared_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start, reason: str
) -> None:
    _watch_by(monkeypatch, start)
    root = tmp_path / "sounds"
    write(root / "one.wav", 1)
    async with running(tmp_path / "home") as ends:
        said = await _said(ends, root)
        write(root / "new.wav", 5)
        await until(ends, root, lambda found: "new.wav" in found)
        write(root / "newer.wav", 6)
        ends.heard.clear()
        await until(ends, root, lambda found: "newer.wav" in found)

        assert not [one for one in ends.heard if isinstance(one, library.LibraryFailed)]
    assert said == f"Changes by other programs are noticed late in {root}: {reason}"


async def _said(ends: Ends, root: Path) -> str:
    """Add a source; return the notice about watching it."""
    await ends.add(root)
    failed = [one for one in ends.heard if isinstance(one, library.LibraryFailed)]
    return (failed[0] if failed else await ends.until(library.LibraryFailed)).reason


async def test_only_the_part_that_cannot_be_watched_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _watch_by(monkeypatch, Blind)
    root = tmp_path / "sounds"
    write(root / "a" / "one.wav", 1)
    write(root / "b" / "two.wav", 2)
    async with running(tmp_path / "home") as ends:
        said = await _said(ends, root)
        for number in range(2):  # the whole is compared when watching begins: that is over now
            write(root / "b" / f"{number}.wav", 10 + number)
            await until(ends, root, lambda found, name=f"b/{number}.wav": name in found)  # type: ignore[misc]
        write(root / "a" / "unseen.wav", 3)
        write(root / "b" / "seen.wav", 4)
        await until(ends, root, lambda found: "b/seen.wav" in found)

        assert "a/unseen.wav" not in await ends.by_path(root)
    assert said == f"Changes by other programs are noticed late in {root}, b: closed for a test"


async def test_a_pack_that_is_called_like_a_sound_is_noticed(tmp_path: Path) -> None:
    root, pack = tmp_path / "sounds", tmp_path / "Vendor.Drums.Vol.2.WAV"
    write(root / "one.wav", 1)
    for number in range(5):
        write(pack / f"{number}.wav", 100 + number)
    async with watched(tmp_path, root) as ends:
        shutil.move(pack, root)
        await until(ends, root, lambda found: len(found) == 6)
        shutil.move(root / pack.name, tmp_path)
        await until(ends, root, lambda found: sum(one.missing for one in found.values()) == 5)


async def test_a_source_that_is_replaced_is_compared_and_watched(tmp_path: Path) -> None:
    root, other = tmp_path / "sounds", tmp_path / "other"
    write(root / "one.wav", 1)
    write(other / "two.wav", 2)
    async with watched(tmp_path, root) as ends:
        root.rename(tmp_path / "away")
        other.rename(root)
        await until(ends, root, lambda found: "two.wav" in found)
        write(root / "three.wav", 3)
        await until(ends, root, lambda found: "three.wav" in found)
