"""A read-only source: whatever is asked of the library, not a byte and not a name in it changes."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.audio.span import Span
from models.audio.units import Frames, SourceId, Ticket
from models.edit.edit import Edit, Op
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


async def refused(ends: Ends, command: library.Command) -> None:
    ends.post(command)
    assert "“archive” is read-only" in (await ends.until(library.LibraryFailed)).reason


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two sounds, one in a folder, and a sound elsewhere."""
    for number, name in enumerate(("archive/a.wav", "archive/deep/b.wav", "own/c.wav")):
        write(tmp_path / name, number, 9_000)
    noise = np.random.default_rng(1).normal(0, 0.1, 9_000)
    soundfile.write(tmp_path / "own" / "c.wav", noise, 44_100)
    return tmp_path / "archive"


async def test_nothing_changes_and_clips_go_elsewhere(tmp_path: Path, archive: Path) -> None:
    data, trash = tmp_path / "data", os.fsencode(tmp_path / "trash")
    async with running(data) as ends:
        await ends.add(archive)
        await ends.add(tmp_path / "own")
        a, b, c = (one.id for one in await ends.samples())
        ends.post(library.RenameSample(b, "before"))  # a step that undo would take back
        await ends.done(library.FilesMoved)
        await protect(ends)
        known = contents(tmp_path)
        path = os.fsencode(tmp_path / "own" / "c.wav")
        for command in (
            library.RenameSample(a, "other"),
            library.RenameSamples((a, b), "{stem}_{n}"),
            library.MoveSamples((a,), SourceId(2), b""),
            library.MoveSamples((c,), ONE, b"deep"),
            library.TrashSamples((a,), trash),
            library.NewFolder(ONE, b"", "new"),
            library.RenameFolder(ONE, b"deep", "deeper"),
            library.TrashFolder(ONE, b"deep", trash),
            library.PasteFiles((path,), ONE, b""),
            library.Undo(),
        ):
            await refused(ends, command)
        ends.post(library.EditSamples(Ticket(7), (a, c), Edit(Op.REVERSE)))
        report = (await ends.until(library.EditEnded)).report
        assert [one.reason for one in report.refused] == ["“archive” is read-only"]
        assert [one.sample for one in report.changed] == [c]
        save = partial(
            library.SaveSpans,
            a,
            (Span(Frames(0), Frames(4_000)),),
            ("clip",),
            os.fsencode(archive),
            None,
        )
        (saved,) = await ask(ends.inbox.address, save, within=60)
        known.pop(str(tmp_path / "own" / "c.wav"))
        now = contents(tmp_path)

    assert {path: now.get(path) for path in known if "/data" not in path} == {
        path: digest for path, digest in known.items() if "/data" not in path
    }
    assert not (archive / "clip.wav").exists()
    assert os.fsdecode(saved).startswith(str(data / "clips"))
    assert not (tmp_path / "trash").exists()


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
