"""During long work, requests are answered and decisions stored; the work can be cancelled."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from actors.library import work
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, SourceId, Ticket
from models.library.export.settings import ExportSettings
from models.library.query import Query
from models.library.tag import Tag
from tests.actors.library.ends import Ends, changed_tags, running, write
from tests.actors.library.faults import Gate, faulty
from ui.text.notices import notice_words

ONE = SourceId(1)
KICK, SNARE = SampleId(1), SampleId(2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number, name in enumerate(("kick.wav", "snare.wav"), 1):
        write(tmp_path / "sounds" / name, number, frames=3_000_000 if number == 1 else 100)
    return tmp_path / "sounds"


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    assert folder.stat().st_dev != tmp_path.stat().st_dev
    yield folder
    shutil.rmtree(folder)


@asynccontextmanager
async def library_of(tmp_path: Path, root: Path) -> AsyncGenerator[Ends]:
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        ends.post(library.AddToCollection(CollectionId(1), (KICK, SNARE)))
        await ends.done(library.CollectionsChanged)
        yield ends


async def reached(gate: Gate) -> None:
    with trio.fail_after(60):
        while not gate.reached.is_set():
            await trio.sleep(0.01)


async def answered(ends: Ends, *, undo: bool = True) -> None:
    """See that rows, lists, folders and decisions have their answers.

    Args:
        ends: Of the library.
        undo: Take the decision back; not if a change that runs beside may be the last step by now.
    """
    ends.post(library.ReadRows(Ticket(901), 0, (KICK,)))
    assert (await ends.until(library.RowsRead)).samples[0].id == KICK
    assert SNARE in await ends.list(Query(words="snare"))
    ends.post(library.ReadFolders(ONE))
    await ends.until(library.FoldersRead)
    ends.post(library.Mark((SNARE,), Tag.KEEP))
    assert changed_tags(await ends.done(library.TagsChanged)) == {SNARE: Tag.KEEP}
    if undo:
        ends.post(library.Undo())
        await ends.done(library.TagsChanged)


ENDED = (library.ExportEnded, library.SourceRelinked)


def has_ended(event: library.Event) -> bool:
    """Return whether the event ends a job."""
    if isinstance(event, library.StepDone):
        return isinstance(event.changed, library.FilesMoved | library.CollectionsChanged)
    return isinstance(event, ENDED)


@pytest.mark.parametrize(
    ("job", "gate"),
    [
        ("rename", Gate("sounds/kick.wav", "os.link")),
        ("trash", Gate("sounds/kick.wav", "open")),
        ("relink", Gate("other/kick.wav", "open")),
        ("export", Gate("export/.sempal-export-probe", "")),
        ("clip", Gate(".part", "open")),
    ],
)
async def test_while_a_job_stands_still_everything_else_is_answered(
    tmp_path: Path, root: Path, far: Path, job: str, gate: Gate
) -> None:
    shutil.copytree(root, tmp_path / "other")
    export = bytes(tmp_path / "export")
    orders: dict[str, library.Command] = {
        "rename": library.RenameSample(KICK, "deep"),
        "trash": library.TrashSamples((KICK,), bytes(far)),
        "relink": library.RelinkSource(ONE, bytes(tmp_path / "other")),
        "export": library.ExportCollection(Ticket(7), CollectionId(1), export, ExportSettings()),
        "clip": library.Clip(CollectionId(1), KICK, Span(Frames(0), Frames(50))),
    }
    if job == "export":
        gate = Gate("sounds/kick.wav", "open")
    async with library_of(tmp_path, root) as ends:
        with faulty(gate):
            ends.post(orders[job])
            await reached(gate)
            await answered(ends)
            assert not [event for event in ends.heard if has_ended(event)]
            gate.open.set()
            with trio.fail_after(60):
                while not has_ended(await ends.events.receive()):
                    pass


async def test_names_change_between_two_steps_of_a_scan(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "actors.library.scan.job.STEP", 0.001
    )  # shorter than the stop at the first gate
    many = tmp_path / "many"
    for number in range(200):
        write(many / f"{number}.wav", number + 3, frames=4)
    early, late, read = Gate("", "open"), Gate("", "open"), set[bytes]()

    def stop(event: str, path: bytes) -> None:
        """Stop at the 100th and at the 150th file that is read, whichever these are."""
        if event == "open" and path.startswith(bytes(many)) and path not in read:
            read.add(path)
            if gate := {100: early, 150: late}.get(len(read)):
                gate(event, path)

    async with library_of(tmp_path, root) as ends:
        with faulty(stop):
            ends.post(library.AddSource(Ticket(8), bytes(many)))
            await reached(early)
            ends.post(library.RenameSample(KICK, "deep"))
            await answered(ends, undo=False)
            early.open.set()
            moved = await ends.done(library.FilesMoved)  # while the scan has to go on
            assert moved.changed == library.FilesMoved()
            assert not [event for event in ends.heard if isinstance(event, library.ScanEnded)]
            late.open.set()
            assert (await ends.until(library.ScanEnded)).report.added == 200


async def test_what_is_renamed_in_a_source_that_is_scanned_is_not_called_missing(
    tmp_path: Path, root: Path
) -> None:
    for number in range(60):
        write(root / "z" / f"{number}.wav", number + 3, frames=4)
    async with library_of(tmp_path, root) as ends:
        write(root / "z" / "new.wav", 99)
        gate = Gate("z/new.wav", "open")
        with faulty(gate):
            ends.post(library.Scan(Ticket(8), ONE))
            await reached(gate)
            ends.post(library.RenameFolder(ONE, b"z", "y"))
            gate.open.set()
            await ends.done(library.FilesMoved)
            over = [one for one in ends.heard if isinstance(one, library.ScanEnded)]
            ended = over[0] if over else await ends.until(library.ScanEnded)
        found = await ends.by_path(root)

        assert ended.report.missing == 0
        assert {name for name, one in found.items() if one.missing} == set()
        assert len(found) == 63
        assert all(os.path.exists(one.path) for one in found.values())  # noqa: PTH110 - bytes


@pytest.mark.parametrize("job", ["trash", "relink"])
async def test_what_takes_long_is_shown_and_can_be_cancelled(
    tmp_path: Path, root: Path, far: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    monkeypatch.setattr(work, "PATIENCE", 0.0)
    shutil.copytree(root, tmp_path / "other")
    gate = Gate("sounds/kick.wav" if job == "trash" else "other/kick.wav", "open")
    orders: dict[str, library.Command] = {
        "trash": library.TrashSamples((KICK,), bytes(far)),
        "relink": library.RelinkSource(ONE, bytes(tmp_path / "other")),
    }
    async with library_of(tmp_path, root) as ends:
        with faulty(gate):
            ends.post(orders[job])
            await reached(gate)
            shown = (await ends.until(library.WorkProgressed)).progress
            ends.post(library.CancelScan(shown.ticket))
            if job == "relink":  # it only reads, so it is not waited for
                assert await ends.until(library.WorkEnded) == library.WorkEnded(shown.ticket)
            await answered(ends)
            gate.open.set()
        assert shown.ticket < 0
        if job == "trash":
            assert notice_words((await ends.outcome()).notice).startswith("Cancelled: ")
        assert (root / "kick.wav").exists()
        assert list(far.iterdir()) == []
        assert (await ends.by_path(root))["kick.wav"].id == KICK
        ends.post(library.Undo())  # what was cancelled is no step
        assert (await ends.done(library.CollectionsChanged)).undone
