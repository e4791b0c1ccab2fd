"""Files for other programs: in order, with readable names, cut exactly, kept for a while."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from actors.library import handover
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, Ticket
from tests.actors.library.ends import Ends, running, write

BAD = b"bad\xff\xfename.wav"


def sounds(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    for number, name in enumerate(("a.wav", "b #1 100%.wav", "c.wav")):
        write(root / name, number + 1)
    (root / "c.wav").rename(root / os.fsdecode(BAD))
    noise = np.random.default_rng(1).integers(-30_000, 30_000, (1_000, 2), np.int16)
    soundfile.write(root / "noise.wav", noise, 44_100)
    return root


async def located(ends: Ends, order: library.HandoffCommand) -> library.FilesLocated:
    ends.post(order)
    found = await ends.until(library.FilesLocated)
    assert found.ticket == order.ticket
    return found


async def test_files_come_in_the_order_asked_and_missing_ones_are_counted(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ends.by_path(root)
        (root / "noise.wav").unlink()
        wanted = ["noise.wav", "b #1 100%.wav", "a.wav"]
        asked = (*(known[name].id for name in wanted), SampleId(99))
        found = await located(ends, library.LocateSamples(Ticket(5), asked))

        assert found.paths == (bytes(root / "b #1 100%.wav"), bytes(root / "a.wav"))
        assert found.missing == 2


async def test_a_name_that_is_no_text_becomes_a_link(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        bad = (await ends.by_path(root))[os.fsdecode(BAD)]
        for _ in range(2):  # the second time it is there already
            found = await located(ends, library.LocateSamples(Ticket(5), (bad.id,)))
            (path,) = found.paths
            link = Path(path.decode("utf-8"))

            assert link.name == "bad__name.wav"
            assert link.is_relative_to(tmp_path / "home" / "cache")
            assert link.read_bytes() == (root / os.fsdecode(BAD)).read_bytes()


async def test_the_file_itself_is_found_for_the_file_manager(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        bad = (await ends.by_path(root))[os.fsdecode(BAD)]
        found = await located(ends, library.LocateSamples(Ticket(5), (bad.id,), renamed=False))

        assert found.paths == (bytes(root / os.fsdecode(BAD)),)


async def test_members_come_in_the_order_of_their_collection(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ends.by_path(root)
        kit = CollectionId(1)
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        for name in ("noise.wav", "a.wav"):
            ends.post(library.AddToCollection(kit, (known[name].id,)))
            await ends.done(library.CollectionsChanged)
        found = await located(ends, library.LocateMembers(Ticket(5), kit))

        assert found.paths == (bytes(root / "noise.wav"), bytes(root / "a.wav"))


async def test_a_span_is_cut_exactly_and_only_once(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        noise = (await ends.by_path(root))["noise.wav"]
        order = library.RenderSpan(Ticket(5), noise.id, Span(Frames(100), Frames(900)))
        (path,) = (await located(ends, order)).paths
        again = await located(ends, order)
        other = replace(order, span=Span(Frames(0), Frames(900)))
        (longer,) = (await located(ends, other)).paths
        cut, _ = soundfile.read(os.fsdecode(path), dtype="int16")
        whole, _ = soundfile.read(root / "noise.wav", dtype="int16")

        assert np.array_equal(cut, whole[100:900])
        assert Path(os.fsdecode(path)).is_relative_to(tmp_path / "home" / "cache")
        assert again.paths == (path,)
        assert {Path(os.fsdecode(one)).name for one in (path, longer)} == {"noise_clip.wav"}
        assert soundfile.info(os.fsdecode(longer)).frames == 900
        os.utime(root / "noise.wav", (5, 5))
        assert (await located(ends, order)).paths != (path,), "it may have another content"
        assert len(await ends.samples()) == 4, "it is no sample of the library"


async def test_what_cannot_be_cut_is_refused_with_a_reason(tmp_path: Path) -> None:
    root = sounds(tmp_path)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        noise = (await ends.by_path(root))["noise.wav"]
        (root / "noise.wav").write_bytes(b"RIFF no more")
        order = library.RenderSpan(Ticket(5), noise.id, Span(Frames(0), Frames(9)))
        ends.post(order)
        failed = await ends.until(library.LibraryFailed)

        assert failed.command == order
        assert "noise.wav" in failed.reason


async def test_old_files_leave_the_cache(tmp_path: Path) -> None:
    folder = tmp_path / "home" / handover.FOLDER
    old, new = folder / "spans" / "abc" / "old.wav", folder / "spans" / "new.wav"
    link = folder / "links" / "abc" / "old.wav"
    for path in (old, new, link):
        path.parent.mkdir(parents=True, exist_ok=True)
    old.touch()
    new.touch()
    link.symlink_to("/nowhere")
    for path in (old, link):
        os.utime(path, (1, 1), follow_symlinks=False)
    async with running(tmp_path / "home") as ends:
        await ends.add(sounds(tmp_path))
        while old.exists() or link.parent.exists():
            await ends.scan()

    assert new.exists()
    assert not os.path.lexists(link)
