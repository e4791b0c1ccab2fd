"""Groups of duplicates in a real library: the kept file always exists."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from actors.embeddings.duplicates.paths import resolve_names
from actors.messages import library
from models.audio.units import SampleId
from models.duplicates.clusters import duplicate_groups
from models.duplicates.group import Group
from models.duplicates.link_names import separate_link_names
from models.library.query import Query
from models.library.sample import Sample
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sounds"


async def group_of(ends: Ends, root: Path, *wanted: str) -> Group:
    """Return identical files as a duplicate search does."""
    known = await ends.by_path(root)
    return grouped(known[one] for one in wanted)


def grouped(copies: Iterable[Sample]) -> Group:
    (group,) = duplicate_groups([tuple(copies)], {})
    (reported,) = separate_link_names([group], resolve_names(group.members))
    return reported


async def keep(
    ends: Ends, *some: Group, kept: SampleId | None = None
) -> library.StepDone | library.NothingDone:
    listed = frozenset(one.sample for group in some for one in group.members)
    ends.post(library.KeepCopies(some, listed, kept))
    return await ends.outcome()


async def mark(ends: Ends, root: Path, tag: Tag, *wanted: str) -> None:
    known = await ends.by_path(root)
    ends.post(library.Mark(tuple(known[one].id for one in wanted), tag))
    await ends.done(library.TagsChanged)


async def tags(ends: Ends, root: Path) -> dict[str, Tag]:
    return {name: one.tag for name, one in (await ends.by_path(root)).items()}


@pytest.mark.parametrize("count", [3, 40])
async def test_the_best_is_kept_as_one_step_that_is_taken_back(
    tmp_path: Path, root: Path, count: int
) -> None:
    copies = [f"{number}.wav" for number in range(10, 10 + count)]
    for name in copies:
        write(root / name, 5)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        done = await keep(ends, await group_of(ends, root, *copies))
        after = await tags(ends, root)
        ends.post(library.Undo())
        await ends.done(library.TagsChanged)
        undone = await tags(ends, root)

    assert notice_words(done.notice) == f"Rejected {count - 1} files of 1 group, all but the best"
    assert after == dict.fromkeys(copies, Tag.TRASH) | {copies[0]: Tag.NEUTRAL}
    assert set(undone.values()) == {Tag.NEUTRAL}


async def test_what_is_kept_is_not_rejected_and_the_best_is_chosen_among_what_is_not(
    tmp_path: Path, root: Path
) -> None:
    for name in ("a.wav", "b.wav", "c.wav"):
        write(root / name, 5)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        await mark(ends, root, Tag.TRASH, "a.wav")
        group = await group_of(ends, root, "a.wav", "b.wav", "c.wav")
        await keep(ends, group)
        best = await tags(ends, root)
        one = next(one.sample for one in group.members if one.path.endswith(b"c.wav"))
        asked = await keep(ends, group, kept=one)
        kept = await tags(ends, root)
        await mark(ends, root, Tag.TRASH, "c.wav")
        rescued = await keep(ends, group)
        after = await tags(ends, root)

    assert best == {"a.wav": Tag.TRASH, "b.wav": Tag.NEUTRAL, "c.wav": Tag.TRASH}
    assert kept == {"a.wav": Tag.TRASH, "b.wav": Tag.TRASH, "c.wav": Tag.NEUTRAL}
    assert notice_words(asked.notice) == "Kept “c.wav”, rejected 1 file"
    assert list(after.values()).count(Tag.NEUTRAL) == 1
    assert "cleared 1 reject mark" in notice_words(rescued.notice)


async def test_what_is_gone_offline_broken_or_changed_is_no_survivor(
    tmp_path: Path, root: Path
) -> None:
    """The library believes that all are there: the disk is looked at before anything is marked."""
    for name in ("a.wav", "b.wav", "c.wav"):
        write(root / name, 5)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        group = await group_of(ends, root, "a.wav", "b.wav", "c.wav")
        (root / "a.wav").unlink()
        write(root / "b.wav", 6)
        first = await keep(ends, group, kept=group.members[0].sample)
        second = await keep(ends, group)
        before = await tags(ends, root)
        known = await ends.by_path(root)
        ends.post(library.StoreSampleError(known["c.wav"].id, "it is damaged"))
        await ends.until(library.SamplesChanged)
        write(root / "a.wav", 5)
        third = await keep(ends, group, kept=known["c.wav"].id)

    assert {type(one) for one in (first, second, third)} == {library.NothingDone}
    assert notice_words(first.notice).startswith("Nothing rejected: the file to keep is missing")
    assert set(before.values()) == {Tag.NEUTRAL}


async def test_a_copy_on_a_drive_that_is_away_is_kept_by_nobody(tmp_path: Path, root: Path) -> None:
    drive = tmp_path / "drive"
    write(root / "a.wav", 5)
    write(drive / "deep kick.wav", 5)
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        await ends.add(drive)
        group = grouped(await ends.samples())
        drive.rename(tmp_path / "away")
        done = await keep(ends, group)
        asked = await keep(ends, group, kept=group.members[0].sample)

    assert group.members[0].path.endswith(b"/deep kick.wav"), "the best one is away"
    assert type(done) is type(asked) is library.NothingDone


async def test_links_are_names_and_what_they_lead_to_is_not_deleted_behind_them(
    tmp_path: Path, root: Path
) -> None:
    write(root / "real one.wav", 5)
    (root / "l.wav").symlink_to(root / "real one.wav")
    os.link(root / "real one.wav", root / "hard link.wav")
    write(root / "copy of it.wav", 5)
    every = ("real one.wav", "l.wav", "hard link.wav", "copy of it.wav")
    async with running(tmp_path / "home") as ends:
        await ends.add(root)
        known = await ends.by_path(root)
        group = await group_of(ends, root, *every)
        links = await group_of(ends, root, *every[:3])
        only = await keep(ends, links, kept=known["l.wav"].id)
        done = await keep(ends, group)
        after = await tags(ends, root)
        # By hand: the real file is rejected, and all that is rejected is deleted.
        await mark(ends, root, Tag.NEUTRAL, *every)
        await mark(ends, root, Tag.TRASH, "real one.wav", "hard link.wav")
        rejected = await ends.list(Query(tag=Tag.TRASH))
        ends.post(library.TrashSamples(tuple(rejected), os.fsencode(tmp_path / "trash")))
        said = await ends.done(library.FilesMoved)
        left = {path.name for path in root.iterdir()}
        content = (root / "l.wav").read_bytes()
        ends.post(
            library.TrashSamples((known["real one.wav"].id,), os.fsencode(tmp_path / "trash"))
        )
        refused = await ends.until(library.LibraryFailed)
        both = (known["real one.wav"].id, known["l.wav"].id)
        ends.post(library.TrashSamples(both, os.fsencode(tmp_path / "trash")))
        await ends.done(library.FilesMoved)

    assert isinstance(only, library.NothingDone)
    assert notice_words(only.notice) == "Nothing to reject: these are names of one file"
    assert notice_words(done.notice) == "Rejected 1 file of 1 group, all but the best"
    assert [name for name, tag in after.items() if tag is Tag.TRASH] == ["copy of it.wav"]
    assert left == {"real one.wav", "l.wav", "copy of it.wav"}
    assert content
    assert "“real one.wav” stays: “l.wav” is a link to it" in notice_words(said.notice)
    assert "“l.wav” is a link to it" in refused.reason
    assert {path.name for path in root.iterdir()} == {"copy of it.wav"}
