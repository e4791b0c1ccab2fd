"""Sounds sent to a hot folder: named by a template, never overwriting, undone into the trash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import soundfile

from actors.library.handover import FOLDER, PASTED
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, SourceId, Ticket
from models.library.hot_folder import HotFolder, HotPlace, Sounds
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words

DRUMS = SourceId(1)
KICKS = HotPlace(source=DRUMS, folder=b"kicks")


@pytest.fixture(autouse=True)
def _trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


@pytest.fixture
def hot(tmp_path: Path) -> Path:
    folder = tmp_path / "DAW in"
    folder.mkdir()
    return folder


def sounds(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    write(root / "kick_120bpm_Am.wav", 1)
    write(root / "kicks" / "a.wav", 2)
    return root


async def ids(ends: Ends) -> dict[str, SampleId]:
    return {sample.name: sample.id for sample in await ends.samples()}


async def sent(
    ends: Ends, what: Sounds, folder: Path, template: str = "{name}", *, remember: bool = False
) -> library.StepDone:
    target = HotFolder(bytes(folder), template)
    ends.post(library.SendFiles(what, target, KICKS, remember))
    return await ends.done(library.FilesMoved)


def left_in_cache(tmp_path: Path) -> list[Path]:
    return [*(tmp_path / "home" / FOLDER / PASTED).rglob("*.wav")]


async def test_names_follow_the_template_and_are_free(tmp_path: Path, hot: Path) -> None:
    root = sounds(tmp_path)
    (hot / "pack a.wav").write_bytes(b"of the user")
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ids(ends)
        both = Sounds((known["kick_120bpm_Am.wav"], known["a.wav"]))
        done = await sent(ends, both, hot, "{source} {name}")
        await sent(ends, both, hot, "{index}_{bpm}")

        assert notice_words(done.notice) == "Sent 2 files to “DAW in”"
        assert (hot / "pack a.wav").read_bytes() == b"of the user"
        assert (hot / "pack a_2.wav").read_bytes() == (root / "kicks" / "a.wav").read_bytes()
        assert (hot / "01_120.wav").read_bytes() == (root / "kick_120bpm_Am.wav").read_bytes()
        assert (hot / "02.wav").exists(), "an unknown tempo leaves no gap"
        assert left_in_cache(tmp_path) == []


async def test_undo_moves_only_the_copies_to_the_trash_and_redo_back(
    tmp_path: Path, hot: Path
) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ids(ends)
        await sent(ends, Sounds((known["a.wav"],)), hot)
        (hot / "project.als").touch()
        ends.post(library.Undo())
        undone = await ends.done(library.FilesMoved)

        assert notice_words(undone.notice) == "Undo: send “a.wav” to “DAW in”"
        assert [one.name for one in hot.iterdir()] == ["project.als"]
        assert (root / "kicks" / "a.wav").exists()
        assert [one.name for one in (tmp_path / "share").rglob("a.wav")] == ["a.wav"]
        ends.post(library.Redo())
        await ends.done(library.FilesMoved)
        assert (hot / "a.wav").read_bytes() == (root / "kicks" / "a.wav").read_bytes()
        assert sorted(known) == sorted(await ids(ends))


async def test_what_the_other_program_took_away_does_not_block_undo(
    tmp_path: Path, hot: Path
) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ids(ends)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        await sent(ends, Sounds((known["a.wav"],)), hot)
        (hot / "a.wav").unlink()
        ends.post(library.Undo())
        assert isinstance(await ends.outcome(), library.NothingDone)
        ends.post(library.Undo())
        undone = await ends.done(library.CollectionsChanged)
        assert "Kit" in notice_words(undone.notice)


async def test_a_span_is_cut_sample_exact_and_named_as_its_sample(
    tmp_path: Path, hot: Path
) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ids(ends)
        span = Span(Frames(3), Frames(11))
        await sent(ends, Sounds((known["a.wav"],), span), hot, "{source}-{name}")
        whole, rate = soundfile.read(root / "kicks" / "a.wav", dtype="int32")
        part, own = soundfile.read(hot / "pack-a.wav", dtype="int32")
        assert own == rate
        assert (part == whole[3:11]).all()


async def test_a_collection_is_sent_in_its_order_without_what_is_missing(
    tmp_path: Path, hot: Path
) -> None:
    root = sounds(tmp_path)
    kit = CollectionId(1)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ids(ends)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        ends.post(library.AddToCollection(kit, (known["kick_120bpm_Am.wav"], known["a.wav"])))
        await ends.done(library.CollectionsChanged)
        (root / "kick_120bpm_Am.wav").unlink()
        done = await sent(ends, Sounds(collection=kit), hot, "{collection} {index}")
        assert [one.name for one in hot.iterdir()] == ["Kit 02.wav"]
        assert notice_words(done.notice).endswith("kick_120bpm_Am.wav is missing")


@pytest.mark.parametrize(
    ("path", "template", "reason"),
    [
        ("gone", "{name}", "is missing"),
        ("file", "{name}", "is not a folder"),
        ("", "{bmp}", "there is no {bmp}"),
        ("", " ", "the name is empty"),
    ],
)
async def test_a_folder_or_template_that_cannot_be_used_is_said(
    tmp_path: Path, hot: Path, path: str, template: str, reason: str
) -> None:
    (hot / "file").touch()
    async with running(tmp_path / "home") as ends:
        await ends.add(sounds(tmp_path))
        known = await ids(ends)
        folder = HotFolder(bytes(hot / path), template)
        ends.post(library.SendFiles(Sounds((known["a.wav"],)), folder, KICKS, remember=True))
        refused = await ends.until(library.HotFolderRefused)
        assert reason in refused.reason
        assert refused.missing is (path == "gone")
        ends.post(library.ReadHotFolder(Ticket(1), KICKS))
        assert (await ends.until(library.HotFolderRead)).folder is None
        assert [one.name for one in hot.iterdir()] == ["file"]


async def test_a_missing_folder_is_created_if_that_is_wanted(tmp_path: Path, hot: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(sounds(tmp_path))
        one = Sounds(((await ids(ends))["a.wav"],))
        (hot / "file").touch()
        folder = HotFolder(bytes(hot / "file" / "below"))
        ends.post(library.SendFiles(one, folder, KICKS, remember=True, create=True))
        assert "cannot be created" in (await ends.until(library.HotFolderRefused)).reason
        folder = HotFolder(bytes(hot / "new" / "deep"))
        ends.post(library.SendFiles(one, folder, KICKS, remember=True, create=True))
        await ends.done(library.FilesMoved)
        assert [one.name for one in (hot / "new" / "deep").iterdir()] == ["a.wav"]


async def test_it_is_remembered_for_a_place_and_what_is_below(tmp_path: Path, hot: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(sounds(tmp_path))
        known = await ids(ends)
        await sent(ends, Sounds((known["a.wav"],)), hot, "{name}_x", remember=True)
        await sent(ends, Sounds((known["a.wav"],)), hot)
    strange = bytes(hot) + b"/bad\xff"
    Path(os.fsdecode(strange)).mkdir()
    async with running(tmp_path / "home") as ends:
        for place, found in (
            (KICKS, True),
            (HotPlace(source=DRUMS, folder=b"kicks/deep/er"), True),
            (HotPlace(source=DRUMS), False),
            (HotPlace(source=DRUMS, folder=b"kicks2"), False),
            (HotPlace(collection=CollectionId(1)), False),
            (HotPlace(), False),
        ):
            ends.post(library.ReadHotFolder(Ticket(7), place))
            read = await ends.until(library.HotFolderRead)
            expected = HotFolder(bytes(hot), "{name}_x")
            assert read == library.HotFolderRead(Ticket(7), expected if found else None, expected)
        target = HotFolder(strange)
        ends.post(library.SendFiles(Sounds((known["a.wav"],)), target, HotPlace(), remember=True))
        await ends.done(library.FilesMoved)
        ends.post(library.ReadHotFolder(Ticket(8), HotPlace(source=DRUMS)))
        assert (await ends.until(library.HotFolderRead)).folder == target


async def test_the_choice_follows_its_folder_when_that_is_renamed_narrowed_or_widened(
    tmp_path: Path, hot: Path
) -> None:
    root = sounds(tmp_path)
    write(root / "hats" / "b.wav", 3)
    async with running(tmp_path / "home") as ends:

        async def chosen(folder: bytes) -> bool:
            place = HotPlace(source=DRUMS, folder=folder)
            ends.post(library.ReadHotFolder(Ticket(7), place))
            return (await ends.until(library.HotFolderRead)).folder is not None

        await ends.add(root)
        known = await ids(ends)
        await sent(ends, Sounds((known["a.wav"],)), hot, remember=True)
        assert [await chosen(b"kicks"), await chosen(b"hats")] == [True, False]

        ends.post(library.RenameFolder(DRUMS, b"kicks", "bass drums"))
        await ends.done(library.FilesMoved)
        assert [await chosen(b"kicks"), await chosen(b"bass drums")] == [False, True]
        ends.post(library.Undo())
        await ends.done(library.FilesMoved)
        assert [await chosen(b"kicks"), await chosen(b"bass drums")] == [True, False]

        ends.post(library.NarrowSource(DRUMS, b"kicks"))
        await ends.done(library.SourcesChanged)
        assert await chosen(b"")
        ends.post(library.Undo())
        await ends.done(library.SourcesChanged)
        assert [await chosen(b""), await chosen(b"kicks")] == [False, True]

        await ends.add(tmp_path)
        assert [await chosen(b"kicks"), await chosen(b"pack/kicks")] == [False, True]
