"""A read-only source: whatever is asked of the library, not a byte and not a name in it changes."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import soundfile
import trio

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, SourceId, Ticket
from models.edit.edit import Edit, Op, edit_error
from models.library.export.settings import Container, ExportSettings
from models.library.hot_folder import HotFolder, HotPlace, Sounds
from tests.actors.library.ends import Ends, running, write

ONE = SourceId(1)


def contents(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file, and the folders, by path."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(root.rglob("*"))
    }


async def protect(ends: Ends, source: SourceId = ONE, *, on: bool = True) -> None:
    """Make a source read-only, or not."""

    def command(reply: object) -> library.SetSourceOptions:
        return library.SetSourceOptions(source, on, reply_to=reply)  # type: ignore[arg-type]

    assert await ask(ends.inbox.address, command, within=60)


SAID = (
    library.LibraryFailed,
    library.NothingDone,
    library.EditEnded,
    library.ExportEnded,
    library.HotFolderRefused,
    library.UndoRefused,
    library.StepDone,
)
"""How a command is refused, or ends."""


async def reply_to(ends: Ends, command: library.Command) -> str:
    """Return what a command is answered."""
    ends.post(command)
    with trio.fail_after(60):
        event: library.Event | None = None
        while not isinstance(event, SAID):
            event = await ends.events.receive()
    return str(event)


async def refused(ends: Ends, command: library.Command) -> None:
    said = await reply_to(ends, command)
    assert "“archive” is read-only" in said, (command, said)


WHOLE = Span(Frames(0), Frames(4_000))
CLIPPED = {library.Clip, library.SaveSpans, library.KeepTake}
"""Commands that write to the clips folder instead."""
MARKING = {library.CollectFiles, library.KeepCopies}
"""Commands that only mark and collect."""
FOLLOWING = {library.BringIn, library.Deliver}
"""Commands that the library gives itself: last parts of `PasteFiles` and `SendFiles`."""
UNTOUCHED = {
    *get_args(library.StepCommand),
    *get_args(library.TypeCommand),
    *get_args(library.AnalysisCommand),
    *get_args(library.PathCommand),
    *get_args(library.FeatureCommand),
    *get_args(library.ChunkCommand),
    *get_args(library.SourceOptionCommand),
    *get_args(library.HandoffCommand),
    *(library.ReadHistory, library.ReadVersions, library.ReadOriginals, library.ReclaimOriginals),
    *(library.ReadBackups, library.RequestRestore, library.ReadTraits, library.ReadSearches),
    *(library.AddSource, library.RemoveSource, library.NarrowSource, library.Forget),
    *(library.Scan, library.CancelScan, library.List, library.Count, library.ReadRows),
    *(library.ReadFolders, library.StoreViewState, library.Export, library.FetchIdenticalCopies),
    *(library.ResetTriage, library.StoreSampleError, library.RescanFolderOf, library.ReadExport),
    *(library.ReadHotFolder, library.PlanRenaming, library.RelinkSource),
    *(library.FindPredecessor, library.ImportPredecessor, library.DeclineImport),
    library.CompleteImport,
}
"""Commands that write to the library and its caches only, if at all."""


def writing(ids: dict[str, SampleId], folder: Path, version: int) -> list[library.Command]:
    """Return what could change the source `archive`: from within, into it, and around it."""
    a, b, c = ids["a.wav"], ids["before.wav"], ids["c.wav"]
    root, own = os.fsencode(folder / "archive"), os.fsencode(folder / "own")
    trash, outer = os.fsencode(folder / "trash"), os.fsencode(folder / "own" / "c.wav")
    around = ids["around.wav"]  # a sample of `own` whose folder is a link into `archive`
    edits = [Edit(op) for op in Op if edit_error(Edit(op), 9_000, 44_100, 1) == ""]
    return [
        library.RenameSample(a, "other"),
        library.RenameSample(around, "other"),
        library.RenameSamples((a, b), "{stem}_{n}"),
        library.RenameSamples((), "{stem}_{n}", CollectionId(1)),
        library.MoveSamples((a,), SourceId(2), b""),
        library.MoveSamples((c,), ONE, b"deep"),
        library.TrashSamples((a,), trash),
        library.TrashSamples((c,), root + b"/deep"),
        library.NewFolder(ONE, b"", "new"),
        library.RenameFolder(ONE, b"deep", "deeper"),
        library.MoveFolder(ONE, b"deep", b"empty"),
        library.TrashFolder(ONE, b"more", trash),
        library.PasteFiles((outer,), ONE, b""),
        library.SendFiles(Sounds((c,)), HotFolder(root), HotPlace(source=SourceId(2))),
        library.SendFiles(Sounds((c,)), HotFolder(own + b"/link"), HotPlace()),
        library.ExportCollection(Ticket(80), CollectionId(1), root, ExportSettings()),
        library.ExportCollection(Ticket(81), CollectionId(1), own + b"/link", ExportSettings()),
        *(library.EditSamples(Ticket(100 + at), (a,), edit) for at, edit in enumerate(edits)),
        library.EditSamples(Ticket(90), (), Edit(Op.REVERSE), collection=CollectionId(1)),
        library.EditSamples(Ticket(91), (around,), Edit(Op.REVERSE)),
        library.EditSamples(Ticket(92), (a,), Edit(Op.CONVERT, container=Container.FLAC)),
        library.RestoreVersion(Ticket(93), a, version),
        library.Undo(),
        library.Redo(),
        library.Undo(force=True),
        library.GoToStep(0),
    ]


async def clip_all(
    ends: Ends, sample: SampleId, folder: Path, clips: Path, recording: Path
) -> None:
    """Let every command that writes clips write one into a folder: it is in `clips` instead."""
    into = os.fsencode(folder)
    save = partial(library.SaveSpans, sample, (WHOLE,), ("clip",), into, None)
    (saved,) = await ask(ends.inbox.address, save, within=60)
    assert os.fsdecode(saved).startswith(str(clips))
    ends.post(library.AddCollection("more"))
    collections: tuple[CollectionId, ...] = ()
    while not collections:
        made = await ends.done(library.CollectionsChanged)
        assert isinstance(made.changed, library.CollectionsChanged)
        collections = made.changed.collections
    part = Span(Frames(0), Frames(3_000))
    ends.post(library.Clip(collections[-1], sample, part, into))
    ends.post(library.KeepTake(os.fsencode(recording), into))
    with trio.fail_after(60):
        while len(list(clips.glob("*.wav"))) < 3:
            await trio.sleep(0.02)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two sounds, one in a folder, and a sound elsewhere."""
    for number, name in enumerate(("archive/a.wav", "archive/deep/b.wav", "own/c.wav")):
        write(tmp_path / name, number, 9_000)
    for name in ("archive/a.wav", "own/c.wav"):
        noise = np.random.default_rng(len(name)).normal(0, 0.1, 9_000)
        soundfile.write(tmp_path / name, noise, 44_100)
    return tmp_path / "archive"


async def test_no_command_changes_it_and_each_says_why(tmp_path: Path, archive: Path) -> None:
    data, own = tmp_path / "data", tmp_path / "own"
    (archive / "empty").mkdir()
    write(archive / "deep" / "around.wav", 5, 9_000)
    write(archive / "more" / "d.wav", 6, 9_000)
    async with running(data) as ends:
        await ends.add(archive)
        (own / "link").symlink_to(archive / "deep")
        await ends.add(own)
        ids = {Path(os.fsdecode(one.path)).name: one.id for one in await ends.samples()}
        ends.post(library.EditSamples(Ticket(1), (ids["a.wav"],), Edit(Op.REVERSE)))
        await ends.until(library.EditEnded)  # a step that undo would take back
        ends.post(library.AddCollection("some"))
        await ends.done(library.CollectionsChanged)
        ends.post(library.AddToCollection(CollectionId(1), (ids["a.wav"],)))
        await ends.done(library.CollectionsChanged)
        ends.post(library.RenameSample(ids["b.wav"], "before"))
        await ends.done(library.FilesMoved)
        ends.post(library.Undo())
        await ends.done(library.FilesMoved)  # and one that redo would do again
        ends.post(library.ReadVersions(Ticket(2), ids["a.wav"]))
        versions = (await ends.until(library.VersionsRead)).versions.versions
        await protect(ends)
        known = contents(archive)
        ids["before.wav"] = ids["b.wav"]
        commands = writing(ids, tmp_path, versions[0].id)
        for command in commands:
            await refused(ends, command)
            assert contents(archive) == known, command
        ends.post(library.EditSamples(Ticket(7), (ids["a.wav"], ids["c.wav"]), Edit(Op.REVERSE)))
        while (ended := await ends.until(library.EditEnded)).ticket != 7:
            pass
        changed = [one.sample for one in ended.report.changed]
        assert changed == [ids["c.wav"]], "others are edited"
        await clip_all(ends, ids["a.wav"], archive, data / "clips", own / "c.wav")
        assert contents(archive) == known

    assert not (tmp_path / "trash").exists()
    every = set(get_args(library.Command))
    tried = {type(one) for one in commands}
    assert tried | CLIPPED | MARKING | FOLLOWING | UNTOUCHED == every, "new: does it write?"


async def test_it_is_kept_follows_into_a_larger_source_and_can_be_lifted(
    tmp_path: Path, archive: Path
) -> None:
    data = tmp_path / "data"
    async with running(data) as ends:
        await ends.add(archive)
        await protect(ends)
    async with running(data) as ends:
        (source,) = await ask(ends.inbox.address, library.FetchSources, within=60)
        assert source.read_only
        await ends.add(tmp_path)  # the folder around it: what was protected stays so
        (source,) = await ask(ends.inbox.address, library.FetchSources, within=60)
        assert (source.root, source.read_only) == (os.fsencode(tmp_path), True)
        sample = next(one for one in await ends.samples() if one.path.endswith(b"a.wav"))
        ends.post(library.RenameSample(sample.id, "other"))
        assert "is read-only" in (await ends.until(library.LibraryFailed)).reason
        await protect(ends, source.id, on=False)
        ends.post(library.RenameSample(sample.id, "other"))
        await ends.done(library.FilesMoved)
        with pytest.raises(NoReply):
            await protect(ends, SourceId(99))

    assert (archive / "other.wav").exists()
    shutil.rmtree(data)
