"""What other programs do is noticed, and samples stay who they are."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from actors.library import watching
from actors.messages import library
from models.audio.units import SampleId
from models.library.sample import Sample
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running, write


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SETTLED", 0.0)
    monkeypatch.setattr(watching, "LOOK", 0.3)


@asynccontextmanager
async def watched(tmp_path: Path, root: Path) -> AsyncGenerator[Ends]:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        await trio.sleep(0.6)  # until it watches
        yield ends


async def until(ends: Ends, root: Path, wanted: Callable[[dict[str, Sample]], bool]) -> float:
    """Wait until the library is as wanted; return the seconds that took."""
    begun = time.monotonic()
    with trio.fail_after(15):
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
        await ends.until(library.TagsChanged)
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
        with trio.fail_after(15):
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
