"""Clips are saved to the chosen folder, never into a pack; undo deletes the file as well."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from actors.library.export.placement import MARK
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId
from models.library.query import Query
from models.library.sample import Sample
from models.state.notice import Severity
from tests.actors.library.ends import Ends, running, write
from tests.actors.library.faults import faulty
from ui.text.notices import notice_words

BREAKS, KIT = CollectionId(1), CollectionId(2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "pack" / "kick.wav", 1)
    return tmp_path / "pack"


@asynccontextmanager
async def library_of(tmp_path: Path, root: Path) -> AsyncGenerator[Ends]:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        for name in ("Breaks", "Kit"):
            ends.post(library.AddCollection(name))
            await ends.done(library.CollectionsChanged)
        yield ends


async def kick(ends: Ends) -> Sample:
    return next(sample for sample in await ends.samples() if sample.path.endswith(b"/kick.wav"))


async def order(
    ends: Ends,
    folder: Path | None = None,
    *,
    into: CollectionId = BREAKS,
    length: int = 10,
) -> library.Clip:
    span = Span(Frames(20), Frames(20 + length))
    return library.Clip(into, (await kick(ends)).id, span, bytes(folder) if folder else None)


async def saved(
    ends: Ends,
    folder: Path | None = None,
    *,
    into: CollectionId = BREAKS,
    length: int = 10,
) -> str:
    """Save a clip and return what is said."""
    ends.post(await order(ends, folder, into=into, length=length))
    changed = await ends.done(library.CollectionsChanged)
    await ends.until(library.SamplesAdded)
    return notice_words(changed.notice)


async def turned(
    ends: Ends, wanted: library.Undo | library.Redo
) -> library.StepDone | library.NothingDone:
    ends.post(wanted)
    moved = await ends.outcome()
    await ends.until(library.HistoryChanged)
    return moved


async def members(ends: Ends, collection: CollectionId = BREAKS) -> list[SampleId]:
    return await ends.list(Query(collection=collection))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


async def test_a_clip_has_a_source_of_its_own_and_comes_and_goes_as_one_step(
    tmp_path: Path, root: Path
) -> None:
    clips, trash = tmp_path / "home" / "clips", tmp_path / "trash"
    async with library_of(tmp_path, root) as ends:
        words = await saved(ends)
        listed = [event for event in ends.heard if isinstance(event, library.SourcesListed)][-1]
        (clip,) = await members(ends)

        assert words == f"Saved “kick_clip.wav” in “Breaks” ({clips})"
        assert [(source.name, source.root) for source in listed.sources[1:]] == [
            ("clips", bytes(clips))
        ]
        assert await ends.list(Query(words="clip")) == [clip]
        assert soundfile.info(clips / "kick_clip.wav").frames == 10
        assert names(root) == {"kick.wav"}
        await ends.scan(2)
        assert await members(ends) == [clip]

    (clips / "kick_clip.wav").write_bytes(changed := b"changed since")
    async with running(tmp_path / "home") as ends:  # the journal is that of the library
        undone = await turned(ends, library.Undo(bytes(trash)))
        assert notice_words(undone.notice) == "Undo: save the clip “kick_clip.wav” in “Breaks”"
        assert (names(clips), await members(ends)) == (set(), [])
        assert (trash / "kick_clip.wav").read_bytes() == changed
        assert await ends.list(Query(words="clip")) == []

    async with running(tmp_path / "home") as ends:
        await turned(ends, library.Redo())
        assert (names(clips), names(trash)) == ({"kick_clip.wav"}, set())
        assert await members(ends) == [clip]
        await turned(ends, library.Undo(bytes(trash)))
        (trash / "kick_clip.wav").unlink()
        gone = await turned(ends, library.Redo())
        assert isinstance(gone, library.NothingDone)
        assert gone.notice.severity is Severity.ERROR
        assert (names(clips), await members(ends)) == (set(), [])


async def test_a_new_clip_is_not_the_one_that_was_thrown_away(tmp_path: Path, root: Path) -> None:
    async with library_of(tmp_path, root) as ends:
        await saved(ends)
        (first,) = await members(ends)
        await turned(ends, library.Undo(bytes(tmp_path / "trash")))
        await saved(ends, length=30)
        (second,) = await members(ends)

        assert second != first
        assert soundfile.info(tmp_path / "home" / "clips" / "kick_clip.wav").frames == 30


async def test_no_file_is_written_over_and_the_same_clip_is_kept_once(
    tmp_path: Path, root: Path
) -> None:
    clips = tmp_path / "home" / "clips"
    clips.mkdir(parents=True)
    (clips / "kick_clip.wav").write_bytes(b"of someone else")
    async with library_of(tmp_path, root) as ends:
        assert "“kick_clip_2.wav”" in await saved(ends)
        assert "“kick_clip_3.wav”" in await saved(ends, length=30)
        assert await saved(ends, into=KIT) == "Added “kick_clip_2.wav” to “Kit”"
        ends.post(library.Undo(bytes(tmp_path / "trash")))  # of that step only the member is
        await ends.done(library.CollectionsChanged)

        assert names(clips) == {"kick_clip.wav", "kick_clip_2.wav", "kick_clip_3.wav"}
        assert (clips / "kick_clip.wav").read_bytes() == b"of someone else"
        assert len(await members(ends)) == 2


async def test_clips_are_saved_in_the_order_of_the_keys(tmp_path: Path, root: Path) -> None:
    async with library_of(tmp_path, root) as ends:
        ends.post(await order(ends))
        ends.post(await order(ends, into=KIT))
        ends.post(await order(ends, length=30))
        said = [
            notice_words((await ends.done(library.CollectionsChanged)).notice) for _ in range(3)
        ]

        assert [words.partition(" in ")[0] for words in said] == [
            "Saved “kick_clip.wav”",
            "Added “kick_clip.wav” to “Kit”",
            "Saved “kick_clip_2.wav”",
        ]


async def test_a_folder_inside_of_a_source_is_listed_there(tmp_path: Path, root: Path) -> None:
    write(tmp_path / "mine" / "hat.wav", 2)
    async with library_of(tmp_path, root) as ends:
        await ends.add(tmp_path / "mine")
        await saved(ends, tmp_path / "mine" / "new" / "clips")
        listed = [event for event in ends.heard if isinstance(event, library.SourcesListed)][-1]

        assert [source.count for source in listed.sources] == [1, 2]
        assert names(tmp_path / "mine" / "new" / "clips") == {"kick_clip.wav"}
        (clip,) = await members(ends)
        ends.post(library.RenameSample(clip, "other"))
        await ends.done(library.FilesMoved)
        (tmp_path / "mine" / "new" / "clips" / "other.wav").rename(tmp_path / "mine" / "moved.wav")
        await ends.scan(2)  # it is still the clip
        ends.post(library.Undo())
        assert isinstance(await ends.outcome(), library.NothingDone)  # it is not called so any more
        await turned(ends, library.Undo(bytes(tmp_path / "trash")))
        assert names(tmp_path / "mine") == {"hat.wav", "new"}
        assert names(tmp_path / "trash") == {"moved.wav"}


async def test_a_clip_that_someone_removed_is_no_member_either(tmp_path: Path, root: Path) -> None:
    async with library_of(tmp_path, root) as ends:
        await saved(ends)
        (tmp_path / "home" / "clips" / "kick_clip.wav").unlink()
        undone = await turned(ends, library.Undo(bytes(tmp_path / "trash")))

        assert "file not found" in notice_words(undone.notice)
        assert await members(ends) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
async def test_what_cannot_be_written_is_said_and_leaves_nothing(
    tmp_path: Path, root: Path, code: int
) -> None:
    def fault(event: str, path: bytes) -> None:
        if event == "open" and MARK.encode() in path:
            raise OSError(code, os.strerror(code), path)

    clips = tmp_path / "clips"
    async with library_of(tmp_path, root) as ends:
        with faulty(fault):
            ends.post(await order(ends, clips))
            refused = await ends.until(library.LibraryFailed)

        assert refused.reason.startswith(f"the clip cannot be saved in {clips}: ")
        assert (names(clips), names(root)) == (set(), {"kick.wav"})
        assert await members(ends) == []


async def test_a_folder_that_is_away_is_named_and_no_other_one_is_taken(
    tmp_path: Path, root: Path
) -> None:
    clips = tmp_path / "clips"
    (tmp_path / "file").touch()
    async with library_of(tmp_path, root) as ends:
        for folder, reason in (
            (Path("clips"), "the clips folder clips is not a full path"),
            (tmp_path / "drive" / "clips", f"{tmp_path / 'drive'}: file not found"),
            (tmp_path / "file", "file"),
            (tmp_path / ".Trash-1000" / "clips", "is in a trash"),
        ):
            ends.post(await order(ends, folder))
            assert reason in (await ends.until(library.LibraryFailed)).reason
        await saved(ends, clips)
        clips.rename(tmp_path / "unplugged")
        ends.post(await order(ends, clips, length=30))
        reason = (await ends.until(library.LibraryFailed)).reason

        assert reason.startswith(f"the clips folder {clips} is offline: ")
        assert not clips.exists()
        assert names(root) == {"kick.wav"}
        assert not (tmp_path / "home" / "clips").exists()


async def test_a_clip_for_a_collection_that_is_gone_leaves_no_file(
    tmp_path: Path, root: Path
) -> None:
    async with library_of(tmp_path, root) as ends:
        ends.post(await order(ends, into=CollectionId(9)))
        assert (
            await ends.until(library.LibraryFailed)
        ).reason == "this collection no longer exists"
        assert names(tmp_path / "home" / "clips") == set()


# ---------------------------------------------------------------- several spans at once


async def slices(ends: Ends, folder: Path | None, **more: object) -> library.SaveSpans:
    spans = tuple(Span(Frames(start), Frames(start + 10)) for start in (0, 10, 40))
    stems = ("kick_01", "kick_02", "kick_02")
    to = bytes(folder) if folder else None
    return library.SaveSpans((await kick(ends)).id, spans, stems, to, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("collection", [None, BREAKS])
async def test_slices_are_one_step_and_come_and_go_together(
    tmp_path: Path, root: Path, collection: CollectionId | None
) -> None:
    trash = tmp_path / "trash"
    whole, _ = soundfile.read(root / "kick.wav", dtype="int16", always_2d=True)
    async with library_of(tmp_path, root) as ends:
        command = await slices(ends, root, collection=collection)
        ends.post(replace(command, places=collection is None))
        done = await ends.done(library.CollectionsChanged)
        await ends.until(library.SamplesAdded)
        made = {"kick_01.wav", "kick_02.wav", "kick_02_2.wav"}

        assert names(root) == {"kick.wav", *made}
        listed = await ends.samples()
        assert {os.fsdecode(one.path).rpartition("/")[2] for one in listed} == {"kick.wav", *made}
        for name, start in zip(sorted(made), (0, 40, 10), strict=True):
            cut, _ = soundfile.read(root / name, dtype="int16", always_2d=True)
            assert (cut == whole[start : start + 10]).all()
        assert len(await members(ends)) == (3 if collection else 0)
        noun = "slices" if collection else "places"
        assert notice_words(done.notice).startswith(f"Saved 3 {noun} in “")

        if collection:  # renamed by another program: undo still knows it
            (root / "kick_02.wav").rename(root / "mine.wav")
            await ends.scan(1)
        await turned(ends, library.Undo(bytes(trash)))
        assert (names(root), len(await members(ends))) == ({"kick.wav"}, 0)
        await turned(ends, library.Redo())
        assert len(names(root)) == 4
        assert len(await members(ends)) == (3 if collection else 0)


async def test_slices_that_cannot_all_be_written_leave_no_file(tmp_path: Path, root: Path) -> None:
    begun: list[bytes] = []

    def fault(event: str, path: bytes) -> None:
        if event == "open" and MARK.encode() in path and path not in begun:
            begun.append(path)
            if len(begun) == 3:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    async with library_of(tmp_path, root) as ends:
        wanted = await slices(ends, root)
        with faulty(fault):
            ends.post(wanted)
            failed = await ends.until(library.LibraryFailed)

        assert failed.reason.startswith(f"the clip cannot be saved in {root}: ")
        assert len(begun) == 3
        assert names(root) == {"kick.wav"}
        ends.post(library.SaveSpans(wanted.sample, wanted.spans, wanted.stems, None, KIT))
        await ends.done(library.CollectionsChanged)
        assert names(tmp_path / "home" / "clips") == {"kick_01.wav", "kick_02.wav", "kick_02_2.wav"}
