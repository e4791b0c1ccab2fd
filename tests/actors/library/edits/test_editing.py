"""Files are edited as commanded, and every version of them can be had again, byte for byte."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, Ticket
from models.edit.edit import Edit, Op
from models.edit.report import EditReport, Hindrance
from models.library.export.settings import Container, Depth
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running
from ui.text.notices import notice_words

RATE = 44_100


def sound(path: Path, frames: int = 5_000, channels: int = 2, subtype: str = "PCM_24") -> Path:
    """Write noise, different for each name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(list(path.name.encode()))
    soundfile.write(path, random.uniform(-0.5, 0.5, (frames, channels)), RATE, subtype)
    return path


def read(path: Path) -> np.ndarray:
    return np.asarray(soundfile.read(path, always_2d=True)[0])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def span(start: int, end: int) -> Span:
    return Span(Frames(start), Frames(end))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    for name in ("kick.wav", "snare.wav", "hat.wav"):
        sound(folder / name)
    return folder


async def edit(
    ends: Ends, edit: Edit, *samples: SampleId, force: bool = False, dry: bool = False
) -> EditReport:
    ends.post(library.EditSamples(Ticket(7), samples, edit, force=force, dry=dry))
    ended = await ends.until(library.EditEnded)
    assert ended.ticket == 7
    return ended.report


async def undo(ends: Ends, *, force: bool = False) -> library.StepDone | library.NothingDone:
    ends.post(library.Undo(force=force))
    return await ends.outcome()


async def redo(ends: Ends) -> library.StepDone | library.NothingDone:
    ends.post(library.Redo())
    return await ends.outcome()


def steps(ends: Ends) -> list[library.StepDone]:
    return [event for event in ends.heard if isinstance(event, library.StepDone)]


async def test_an_edit_is_undone_and_redone_byte_for_byte_also_after_a_restart(
    tmp_path: Path, root: Path
) -> None:
    kick = root / "kick.wav"
    contents = [digest(kick)]
    before = read(kick)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        one = (await ends.by_path(root))["kick.wav"].id
        await edit(ends, Edit(Op.REVERSE), one)
        assert np.array_equal(read(kick), before[::-1])
        (done,) = steps(ends)
        assert notice_words(done.notice) == "Reversed “kick.wav”"
        assert isinstance(done.changed, library.FilesEdited)
        assert done.changed.files[0].positions.frame(0) == len(before) - 1
        contents.append(digest(kick))
        await edit(ends, Edit(Op.GAIN, level=-6), one)
        contents.append(digest(kick))
        await edit(ends, Edit(Op.CROP, span(1_000, 2_000)), one)
        contents.append(digest(kick))
        assert (await ends.by_path(root))["kick.wav"].frames == 1_000
    assert len(set(contents)) == 4
    async with running(tmp_path / "home") as ends:
        for number in (2, 1, 0):
            assert isinstance(await undo(ends), library.StepDone)
            assert digest(kick) == contents[number]
        assert isinstance(await undo(ends), library.NothingDone)
        for number in (1, 2, 3):
            assert isinstance(await redo(ends), library.StepDone)
            assert digest(kick) == contents[number]
        ended = await ends.scan()
        assert (ended.added, ended.updated, ended.moved, ended.missing) == (0, 0, 0, 0)
    assert not [path for path in root.iterdir() if path.name.startswith(".")]


async def test_decisions_stay_and_everything_derived_goes(tmp_path: Path, root: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        before = (await ends.by_path(root))["kick.wav"]
        ends.post(library.Mark((before.id,), Tag.KEEP))
        await ends.done(library.TagsChanged)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        ends.post(library.AddToCollection(CollectionId(1), (before.id,)))
        await ends.done(library.CollectionsChanged)
        await edit(ends, Edit(Op.TRIM_OUT, span(100, 4_900)), before.id)
        (after,) = ends.changed()
        assert (after.id, after.tag, after.frames) == (before.id, Tag.KEEP, 200)
        assert after.token != before.token
        assert np.array_equal(read(root / "kick.wav")[:100], read(root / "kick.wav")[:100])


async def test_many_files_are_one_step_and_each_refused_one_has_its_reason(
    tmp_path: Path, root: Path
) -> None:
    sound(root / "loop.ogg", subtype="VORBIS")
    sound(root / "mono.wav", channels=1)
    (root / "hat.wav").chmod(0o444)
    before = {path.name: digest(path) for path in root.iterdir()}
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        found = await ends.by_path(root)
        report = await edit(ends, Edit(Op.MONO), *(one.id for one in found.values()))
        assert {Path(os.fsdecode(one.path)).name for one in report.changed} == {
            "kick.wav",
            "snare.wav",
        }
        assert {Path(os.fsdecode(one.path)).name: one.hindrance for one in report.refused} == {
            "hat.wav": Hindrance.FILE,
            "loop.ogg": Hindrance.CONTAINER,
            "mono.wav": Hindrance.EDIT,
        }
        assert soundfile.info(root / "kick.wav").channels == 1
        (done,) = steps(ends)
        assert done.notice.count == 2
        undone = await undo(ends)
        assert isinstance(undone, library.StepDone)
        assert {path.name: digest(path) for path in root.iterdir()} == before


async def test_what_another_program_wrote_is_not_overwritten_without_asking(
    tmp_path: Path, root: Path
) -> None:
    kick = root / "kick.wav"
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        one = (await ends.by_path(root))["kick.wav"].id
        first = digest(kick)
        await edit(ends, Edit(Op.REVERSE), one)
        sound(kick, frames=77)
        other = digest(kick)
        refused = await edit(ends, Edit(Op.GAIN, level=3), one)
        assert [one.hindrance for one in refused.refused] == [Hindrance.CHANGED]
        assert isinstance(await undo(ends), library.NothingDone)
        said = await ends.until(library.UndoRefused)
        assert (said.back, said.refused[0].hindrance) == (True, Hindrance.CHANGED)
        assert digest(kick) == other
        assert isinstance(await undo(ends, force=True), library.StepDone)
        assert digest(kick) == first
        stored = {path.name for path in (tmp_path / "home/originals").rglob("*") if path.is_file()}
        assert other in stored


async def test_a_dry_run_writes_nothing(tmp_path: Path, root: Path) -> None:
    before = {path.name: digest(path) for path in root.iterdir()}
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        found = await ends.by_path(root)
        report = await edit(ends, Edit(Op.REVERSE), *(one.id for one in found.values()), dry=True)
        assert (report.dry, len(report.changed)) == (True, 3)
        assert {path.name: digest(path) for path in root.iterdir()} == before
        assert isinstance(await undo(ends), library.NothingDone)
    assert not (tmp_path / "home" / "originals").exists()


async def test_another_container_is_a_copy_beside_the_file_and_undo_takes_it_away(
    tmp_path: Path, root: Path
) -> None:
    sound(root / "loop.ogg", subtype="VORBIS")
    before = {path.name: digest(path) for path in root.iterdir()}
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        found = await ends.by_path(root)
        convert = Edit(Op.CONVERT, container=Container.FLAC, depth=Depth.INT16)
        report = await edit(ends, convert, found["kick.wav"].id, found["loop.ogg"].id)
        assert not report.refused
        assert sorted(Path(os.fsdecode(one.copy)).name for one in report.changed) == [
            "kick.flac",
            "loop.flac",
        ]
        await ends.scan()
        names = set(await ends.by_path(root))
        assert names == {*before, "kick.flac", "loop.flac"}
        ends.post(library.Undo(os.fsencode(tmp_path / "trash")))
        assert isinstance(await ends.outcome(), library.StepDone)
    assert {path.name: digest(path) for path in root.iterdir()} == before


async def test_rules_for_links_and_what_is_read_only(tmp_path: Path, root: Path) -> None:
    """Decision 25: one name of a file with hard links, the file behind a symlink, no read-only."""
    kick, snare = root / "kick.wav", root / "snare.wav"
    (root / "same.wav").hardlink_to(kick)
    (root / "link.wav").symlink_to(snare)
    sound(root / "locked" / "a.wav")
    outside = sound(tmp_path / "elsewhere" / "out.wav")
    (root / "out.wav").symlink_to(outside)
    first = {path: digest(path) for path in (kick, snare, outside)}
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        found = {name: one.id for name, one in (await ends.by_path(root)).items()}
        (root / "locked").chmod(0o555)
        report = await edit(
            ends,
            Edit(Op.REVERSE),
            *(found[name] for name in ("kick.wav", "link.wav", "snare.wav", "locked/a.wav")),
            *((found["out.wav"],) if "out.wav" in found else ()),
        )
        (root / "locked").chmod(0o755)
        notes = {Path(os.fsdecode(one.path)).name: one.notes for one in report.changed}
        assert notes["kick.wav"] == ("the old sound stays under 1 other name",)
        reasons = {Path(os.fsdecode(one.path)).name: one.reason for one in report.refused}
        assert reasons == {
            "snare.wav": "it is another name of a file that was just edited",
            "a.wav": "its folder is read-only",
        }
        assert digest(kick) != first[kick] == digest(root / "same.wav")
        assert (root / "link.wav").is_symlink()
        assert digest(snare) != first[snare]
        ended = await ends.scan()
        assert (ended.added, ended.missing, ended.unreadable) == (0, 0, 0)
        assert isinstance(await undo(ends), library.StepDone)
        assert {path: digest(path) for path in first} == first
        (root / "hat.wav").unlink()
        gone = await edit(ends, Edit(Op.REVERSE), found["hat.wav"])
        assert gone.refused[0].hindrance is Hindrance.GONE


async def test_equal_files_share_an_original_and_each_is_undone(tmp_path: Path, root: Path) -> None:
    """The content of two files is stored once; undoing one leaves it for the other."""
    (root / "copy.wav").write_bytes((root / "kick.wav").read_bytes())
    first = digest(root / "kick.wav")
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        found = await ends.by_path(root)
        await edit(ends, Edit(Op.REVERSE), found["kick.wav"].id)
        await edit(ends, Edit(Op.GAIN, level=-3), found["copy.wav"].id)
        for _ in range(2):
            assert isinstance(await undo(ends), library.StepDone)
        assert digest(root / "kick.wav") == digest(root / "copy.wav") == first
        for _ in range(2):
            assert isinstance(await redo(ends), library.StepDone)
        for _ in range(2):
            assert isinstance(await undo(ends), library.StepDone)
        assert digest(root / "kick.wav") == digest(root / "copy.wav") == first


async def test_the_history_is_read_jumped_through_and_versions_are_restored(
    tmp_path: Path, root: Path
) -> None:
    kick = root / "kick.wav"
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        one = (await ends.by_path(root))["kick.wav"].id
        contents = [digest(kick)]
        for change in (Edit(Op.REVERSE), Edit(Op.GAIN, level=-6), Edit(Op.CROP, span(0, 99))):
            await edit(ends, change, one)
            contents.append(digest(kick))
        ends.post(library.Mark((one,), Tag.KEEP))
        await ends.done(library.TagsChanged)
        ends.post(library.ReadHistory(Ticket(3)))
        steps = (await ends.until(library.HistoryRead)).steps
        assert [step.kind for step in steps] == ["edit", "edit", "edit", "tag"]
        for step, content, count in (
            (steps[0].id, contents[1], 3),
            (0, contents[0], 1),
            (steps[2].id, contents[3], 3),
        ):
            ends.post(library.GoToStep(step))
            for _ in range(count):
                assert isinstance(await ends.outcome(), library.StepDone)
            assert digest(kick) == content
        ends.post(library.ReadVersions(Ticket(4), one))
        known = (await ends.until(library.VersionsRead)).versions.versions
        assert [version.current for version in known] == [False, False, False, True]
        assert all(version.kept for version in known)
        ends.post(library.RestoreVersion(Ticket(5), one, known[1].id))
        assert (await ends.until(library.EditEnded)).report.changed
        assert digest(kick) == contents[1]
        assert isinstance(await undo(ends), library.StepDone)
        assert digest(kick) == contents[3]


async def test_space_is_shown_and_reclaimed_oldest_first(tmp_path: Path, root: Path) -> None:
    kick = root / "kick.wav"
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        one = (await ends.by_path(root))["kick.wav"].id
        sizes = []
        for change in (Edit(Op.REVERSE), Edit(Op.CROP, span(0, 2_000))):
            sizes.append(kick.stat().st_size)
            await edit(ends, change, one)
        ends.post(library.ReadOriginals(Ticket(1)))
        report = (await ends.until(library.OriginalsRead)).report
        assert (report.files, report.size) == (2, sum(sizes))
        ends.post(library.ReclaimOriginals(Ticket(2), sizes[1], dry=True))
        asked = await ends.until(library.OriginalsRead)
        assert (asked.planned, asked.report.files, asked.report.removed) == (True, 2, 1)
        assert (asked.report.freed, asked.report.names) == (sizes[0], ("kick.wav",))
        ends.post(library.ReclaimOriginals(Ticket(2), sizes[1]))
        report = (await ends.until(library.OriginalsRead)).report
        assert (report.files, report.removed, report.freed) == (1, 1, sizes[0])
        assert isinstance(await undo(ends), library.StepDone)
        assert isinstance(await undo(ends), library.NothingDone)
        ends.post(library.ReadVersions(Ticket(4), one))
        known = (await ends.until(library.VersionsRead)).versions.versions
        assert [version.kept for version in known] == [False, True, True]
        assert [version.current for version in known] == [False, True, False]
        ends.post(library.ReclaimOriginals(Ticket(2), 0))  # its steps go, too
        await ends.until(library.OriginalsRead)
        ends.post(library.ReadVersions(Ticket(4), one))
        known = (await ends.until(library.VersionsRead)).versions.versions
        assert [version.current for version in known] == [False, True, False]
        os.utime(kick, (1, 1))  # another program was at it
        ends.post(library.ReadVersions(Ticket(4), one))
        known = (await ends.until(library.VersionsRead)).versions.versions
        assert not any(version.current for version in known)


async def test_an_offline_file_is_refused_and_its_undo_waits_for_the_drive(
    tmp_path: Path, root: Path
) -> None:
    kick = root / "kick.wav"
    first = digest(kick)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        one = (await ends.by_path(root))["kick.wav"].id
        await edit(ends, Edit(Op.REVERSE), one)
        away = root.rename(tmp_path / "away")
        await ends.scan()
        refused = await edit(ends, Edit(Op.GAIN, level=3), one)
        assert [one.reason for one in refused.refused] == ["its drive is not there"]
        assert isinstance(await undo(ends), library.NothingDone)
        away.rename(root)
        await ends.scan()
        assert isinstance(await undo(ends), library.StepDone)
        assert digest(kick) == first


async def test_a_read_only_folder_refuses_the_undo_until_it_can_be_written(
    tmp_path: Path, root: Path
) -> None:
    kick = root / "kick.wav"
    first = digest(kick)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        await edit(ends, Edit(Op.REVERSE), (await ends.by_path(root))["kick.wav"].id)
        second = digest(kick)
        root.chmod(0o555)
        assert isinstance(await undo(ends), library.NothingDone)
        said = await ends.until(library.UndoRefused)
        assert said.refused[0].reason == "its folder is read-only"
        root.chmod(0o755)
        assert digest(kick) == second
        assert isinstance(await undo(ends), library.StepDone)
        assert digest(kick) == first
