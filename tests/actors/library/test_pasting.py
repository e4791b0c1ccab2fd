"""Pasted files: copied under free names, never overwriting, undone into the trash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actors.library.handover import FOLDER, PASTED
from actors.messages import library
from models.audio.units import CollectionId, SourceId
from models.library.query import Query
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words

DRUMS = SourceId(1)


@pytest.fixture(autouse=True)
def _trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


def sounds(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    write(root / "kick.wav", 1)
    write(root / "kicks" / "a.wav", 2)
    return root


async def pasted(ends: Ends, folder: bytes, *paths: Path | bytes) -> library.StepDone:
    wanted = tuple(path if isinstance(path, bytes) else bytes(path) for path in paths)
    ends.post(library.PasteFiles(wanted, DRUMS, folder))
    return await ends.done(library.FilesMoved)


async def test_copies_get_free_names_and_become_samples(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    other = write(tmp_path / "else" / "kick.wav", 9)
    strange = write(tmp_path / "else" / "new.wav", 8)
    bad = bytes(tmp_path / "else") + b"/bad\xff.wav"
    strange.rename(os.fsdecode(bad))
    (tmp_path / "else" / "words.txt").touch()
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        done = await pasted(
            ends, b"", other, other, bad, tmp_path / "else" / "words.txt", tmp_path / "else"
        )

        assert notice_words(done.notice) == (
            "Pasted 3 files into “pack”; words.txt is not an audio file (1 more left out)"
        )
        assert (root / "kick_2.wav").read_bytes() == other.read_bytes()
        assert (root / "kick_3.wav").read_bytes() == other.read_bytes()
        assert other.exists(), "copied, whatever the other program meant"
        assert list((tmp_path / "home" / FOLDER / PASTED).rglob("*.wav")) == []
        await ends.scan()
        assert len(await ends.list(Query(DRUMS))) == 5


async def test_undo_moves_them_to_the_trash_and_redo_back(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    other = write(tmp_path / "else" / "snare.wav", 9)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        await pasted(ends, b"kicks", other)
        there = root / "kicks" / "snare.wav"
        assert there.exists()
        await ends.scan()
        ends.post(library.Undo())
        undone = await ends.done(library.FilesMoved)
        assert notice_words(undone.notice) == "Undo: paste “snare.wav” into “kicks”"
        assert not there.exists()
        assert [one.name for one in (tmp_path / "share").rglob("snare.wav")] == ["snare.wav"]
        ends.post(library.Redo())
        await ends.done(library.FilesMoved)
        assert there.read_bytes() == other.read_bytes()
        assert other.exists()


async def test_what_cannot_be_copied_leaves_nothing_behind(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    other = write(tmp_path / "else" / "snare.wav", 9)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        refused = {
            "no/such.wav": (bytes(other), b"/no/such.wav"),
            "words.txt is not an audio file": (b"/words.txt",),
            "loop.rx2 is not supported": (b"/loop.rx2",),
            "pack is a folder": (bytes(root),),
        }
        for reason, paths in refused.items():
            ends.post(library.PasteFiles(paths, DRUMS, b""))
            failed = await ends.until(library.LibraryFailed)
            assert reason in failed.reason
        assert sorted(path.name for path in root.rglob("*.wav")) == ["a.wav", "kick.wav"]
        assert list((tmp_path / "home" / FOLDER / PASTED).rglob("*.wav")) == []


async def test_into_a_collection_go_the_files_of_the_library(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    other = bytes(write(tmp_path / "else" / "snare.wav", 9))
    kit = CollectionId(1)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        ends.post(library.CollectFiles((bytes(root / "kicks" / "a.wav"), other), kit))
        done = await ends.done(library.CollectionsChanged)
        assert "Added “a.wav” to “Kit”" in notice_words(done.notice)
        assert "snare.wav" in notice_words(done.notice)
        ends.post(library.CollectFiles((other,), kit))
        nothing = await ends.outcome()
        assert isinstance(nothing, library.NothingDone)
        assert "Not in the library: 1 file" in notice_words(nothing.notice)
