"""Several files are renamed by a pattern as one step; a taken name stops all of it."""

from __future__ import annotations

import os
from pathlib import Path

from actors.messages import library
from models.audio.units import CollectionId, SampleId, Ticket
from tests.actors.library.ends import Ends, running, write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def ids(ends: Ends) -> tuple[SampleId, ...]:
    found = await ends.samples()
    return tuple(one.id for one in sorted(found, key=lambda one: one.path))


async def test_files_are_renamed_together_and_back(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    for number, name in enumerate(("a.wav", "b.wav", "c.wav")):
        write(root / name, number + 1)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        chosen = await ids(ends)
        ends.post(library.RenameSamples(chosen, "kick_{n:02}_{stem}"))
        await ends.done(library.FilesMoved)
        assert names(root) == ["kick_01_a.wav", "kick_02_b.wav", "kick_03_c.wav"]
        assert set(await ids(ends)) == set(chosen)
        ends.post(library.RenameSamples(chosen, "kick"))  # equal names are numbered
        await ends.done(library.FilesMoved)
        assert names(root) == ["kick (2).wav", "kick (3).wav", "kick.wav"]
        ends.post(library.AddCollection("Kit"))
        await ends.done(library.CollectionsChanged)
        kit = CollectionId(1)
        ends.post(library.AddToCollection(kit, chosen[::-1]))
        await ends.done(library.CollectionsChanged)
        write(root / "2.wav", 9)
        wanted = library.RenameSamples((), "{n}", kit)
        ends.post(library.PlanRenaming(Ticket(4), wanted))
        plan = (await ends.until(library.RenamingPlanned)).plan
        assert [Path(os.fsdecode(new)).name for _, new in plan.names] == ["1.wav", "2.wav", "3.wav"]
        assert plan.taken == (os.fsencode(root / "2.wav"),)
        (root / "2.wav").unlink()
        ends.post(wanted)
        await ends.done(library.FilesMoved)
        assert names(root) == ["1.wav", "2.wav", "3.wav"]
        ends.post(library.Undo())
        await ends.done(library.FilesMoved)
        assert names(root) == ["kick (2).wav", "kick (3).wav", "kick.wav"]
        for _ in range(2):
            ends.post(library.Undo())
            await ends.done(library.CollectionsChanged)
        for _ in range(2):
            ends.post(library.Undo())
            await ends.done(library.FilesMoved)
        assert names(root) == ["a.wav", "b.wav", "c.wav"]


async def test_a_taken_name_or_a_wrong_pattern_renames_nothing(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    for number, name in enumerate(("a.wav", "b.wav", "x_1.wav")):
        write(root / name, number + 1)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        chosen = (await ids(ends))[:2]
        for pattern, reason in (("x_{n}", "x_1.wav already exists"), ("{mood}", "there is no")):
            ends.post(library.RenameSamples(chosen, pattern))
            failed = await ends.until(library.LibraryFailed)
            assert reason in failed.reason
        assert names(root) == ["a.wav", "b.wav", "x_1.wav"]
