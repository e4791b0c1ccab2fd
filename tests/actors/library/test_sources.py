"""Sources are added, removed, widened and narrowed; decisions about their samples are kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actors.messages import library
from models.audio.units import CollectionId, SampleId, SourceId
from models.library.action import Action, ActionKind
from models.library.decisions import Decisions
from models.library.query import Query, Sort
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind
from models.types.sound_type import SoundType
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words

KIT = CollectionId(1)
SOUNDS = ("a.wav", "b.wav", "deep/c.wav")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def drums(tmp_path: Path) -> Path:
    """Return a folder beside a snare, in a folder that is not a source yet."""
    for number, name in enumerate(SOUNDS, 1):
        write(tmp_path / "music" / "drums" / name, number)
    write(tmp_path / "music" / "snare.wav", 9)
    return tmp_path / "music" / "drums"


async def decide(ends: Ends, root: Path) -> dict[str, SampleId]:
    """Keep a.wav, set the type of b.wav, collect c.wav and a.wav; return the ids."""
    await ends.add(root)
    ids = {name: sample.id for name, sample in (await ends.by_path(root)).items()}
    ends.post(library.Mark((ids["a.wav"],), Tag.KEEP))
    await ends.done(library.TagsChanged)
    ends.post(library.CorrectType((ids["b.wav"],), SoundType.KICK))
    await ends.done(library.TypesCorrected)
    ends.post(library.AddCollection("Kit"))
    await ends.done(library.CollectionsChanged)
    for name in ("deep/c.wav", "a.wav"):
        ends.post(library.AddToCollection(KIT, (ids[name],)))
        await ends.done(library.CollectionsChanged)
    return ids


Decided = tuple[dict[str, Tag], dict[str, SoundType | None], list[str]]
ALL: Decided = ({"a.wav": Tag.KEEP}, {"b.wav": SoundType.KICK}, ["deep/c.wav", "a.wav"])
NONE: Decided = ({}, {}, [])


async def decided(ends: Ends, root: Path) -> Decided:
    """Return the decisions about the samples below a folder, by path."""
    inside = os.fsencode(root) + b"/"
    found = {
        name: one for name, one in (await ends.by_path(root)).items() if one.path.startswith(inside)
    }
    names = {sample.id: name for name, sample in found.items()}
    members = await ends.list(Query(sort=Sort.PLACE, collection=KIT))
    return (
        {name: one.tag for name, one in found.items() if one.tag},
        {name: one.type for name, one in found.items() if one.type},
        [names.get(member, "?") for member in members],
    )


async def remove(ends: Ends, source: int = 1) -> library.StepDone:
    ends.post(library.RemoveSource(SourceId(source)))
    changed = await ends.done(library.SourcesChanged)
    await ends.until(library.SourcesListed)
    return changed


async def turned(ends: Ends, order: library.Undo | library.Redo) -> library.StepDone:
    ends.post(order)
    changed = await ends.done(library.SourcesChanged)
    await ends.until(library.SourcesListed)
    return changed


async def test_a_removed_source_comes_back_as_it_was(home: Path, drums: Path) -> None:
    async with running(home) as ends:
        before = await decide(ends, drums)
        removed = await remove(ends)
        collections = [one for one in ends.heard if isinstance(one, library.CollectionsListed)]
        ahead = [one for one in ends.heard if isinstance(one, library.HistoryChanged)]
        gone = (
            await ends.samples(),
            await ends.list(Query(collection=KIT)),
            await ends.list(Query()),
        )
    async with running(home) as ends:  # also after a restart
        undone = await turned(ends, library.Undo())
        back = await decided(ends, drums)
        after = {name: sample.id for name, sample in (await ends.by_path(drums)).items()}
        await turned(ends, library.Redo())
        again = await ends.samples()
        await turned(ends, library.Undo())
        ends.post(library.Undo())
        older = await ends.done(library.CollectionsChanged)

    assert notice_words(removed.notice) == "Removed “drums” (files untouched)"
    assert [(one.name, one.count) for one in collections[-1].collections] == [("Kit", 0)]
    assert ahead[-1].undo == Action(ActionKind.REMOVE_SOURCE, "drums")
    assert gone == ((), [], [])
    assert undone == library.StepDone(
        Notice(NoticeKind.UNDONE, about=ahead[-1].undo), library.SourcesChanged(), undone=True
    )
    assert back == ALL
    assert after == before
    assert again == ()
    assert notice_words(older.notice) == "Undo: add “a.wav” to “Kit”"
    assert all((drums / name).exists() for name in SOUNDS)


async def test_a_folder_that_is_added_again_brings_its_decisions_back(
    home: Path, drums: Path
) -> None:
    async with running(home) as ends:
        before = await decide(ends, drums)
        await remove(ends)
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute("DELETE FROM step")  # a thousand other steps later
    async with running(home) as ends:
        gone = await decided(ends, drums)
        ended = await ends.add(drums)
        back = await decided(ends, drums)
        after = {name: sample.id for name, sample in (await ends.by_path(drums)).items()}

    assert gone == NONE
    assert (ended.added, ended.updated) == (0, 0)  # nothing is read or listened to again
    assert back == ALL
    assert after == before


@pytest.mark.parametrize("moved", [False, True])
async def test_the_same_content_elsewhere_brings_its_decisions_back(
    home: Path, drums: Path, tmp_path: Path, *, moved: bool
) -> None:
    other = tmp_path / "disk" / "renamed"
    async with running(home) as ends:
        await decide(ends, drums)
        await remove(ends)
        (shutil.move if moved else shutil.copytree)(drums, other)
        write(other / "new.wav", 77)
        ended = await ends.add(other)
        back = await decided(ends, other)
        again = await ends.add(other)

    assert (ended.added, ended.missing) == (4, 0)
    assert back == ALL
    assert (again.added, again.moved) == (0, 0)


async def test_of_copies_the_one_with_the_same_name_has_the_decision_and_only_it(
    home: Path, drums: Path, tmp_path: Path
) -> None:
    other = tmp_path / "disk"
    async with running(home) as ends:
        await decide(ends, drums)
        await remove(ends)
        for name in ("0.wav", "z/a.wav"):
            (other / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(drums / "a.wav", other / name)
        await ends.add(other)
        first = await decided(ends, other)
        shutil.copy2(drums / "a.wav", other / "1.wav")
        await ends.scan(2)
        second = await decided(ends, other)
        await turned(ends, library.Undo())
        original = await decided(ends, drums)

    assert first == second == ({"z/a.wav": Tag.KEEP}, {}, ["z/a.wav"])
    assert original[:2] == ALL[:2]
    assert sorted(original[2]) == ["?", "a.wav", "deep/c.wav"]  # and the copy, which stays


async def test_the_folder_around_a_source_takes_it_in(home: Path, drums: Path) -> None:
    async with running(home) as ends:
        before = await decide(ends, drums)
        await ends.list(Query())
        with closing(sqlite3.connect(home / "library.db")) as connection, connection:
            connection.execute("INSERT INTO embedding SELECT id, 'm', token, x'01', '' FROM sample")
        ended = await ends.add(drums.parent)
        (merged,) = [
            one
            for one in ends.heard
            if isinstance(one, library.StepDone) and isinstance(one.changed, library.SourcesChanged)
        ]
        listed = [one for one in ends.heard if isinstance(one, library.SourcesListed)][-1]
        everything = await ends.by_path(drums.parent)
        after = await decided(ends, drums)
        found = await ends.list(Query(words="drums/deep"))
        await turned(ends, library.Undo())
        apart = [one for one in ends.heard if isinstance(one, library.SourcesListed)][-1]
        alone = await ends.by_path(drums.parent)
        ends.post(library.Undo())
        undone = await ends.done(library.CollectionsChanged)

    assert notice_words(merged.notice) == "Merged “drums” into “music” (marks and collections kept)"
    assert ended.merged == (os.fsencode(drums),)
    assert [Path(os.fsdecode(one.root)) for one in apart.sources] == [drums]
    assert set(alone) == {f"drums/{name}" for name in SOUNDS}
    assert [Path(os.fsdecode(one.root)) for one in listed.sources] == [drums.parent]
    assert (ended.added, ended.missing, ended.moved) == (1, 0, 0)
    assert set(everything) == {"snare.wav", *(f"drums/{name}" for name in SOUNDS)}
    assert {name: everything[f"drums/{name}"].id for name in SOUNDS} == before
    assert {one.source for one in everything.values()} == {listed.sources[0].id}
    assert after[:2] == ALL[:2]
    assert found == [before["deep/c.wav"]]
    assert notice_words(undone.notice) == "Undo: add “a.wav” to “Kit”"
    with closing(sqlite3.connect(home / "library.db")) as connection:
        assert connection.execute("SELECT count(*) FROM embedding").fetchone() == (3,)


@pytest.mark.parametrize("way", ["drums", "link", "link/../drums"])
async def test_a_folder_inside_of_a_source_is_brought_up_to_date(
    home: Path, drums: Path, way: str
) -> None:
    (drums.parent.parent / "link").symlink_to(drums)
    asked = drums.parent / way if way == "drums" else drums.parent.parent / "link"
    async with running(home) as ends:
        await ends.add(drums.parent)
        write(drums / "new.wav", 70)
        write(drums.parent / "unseen.wav", 71)
        ended = await ends.add(asked)
        (added,) = (one for one in ends.heard if isinstance(one, library.SourceAdded))
        seen = await ends.by_path(drums.parent)

    assert (ended.source, ended.added, ended.missing) == (1, 1, 0)
    assert (added.source, added.folder) == (1, b"drums")
    assert "drums/new.wav" in seen
    assert "unseen.wav" not in seen


async def test_a_narrowed_source_knows_the_rest_when_it_is_widened(home: Path, drums: Path) -> None:
    async with running(home) as ends:
        before = await decide(ends, drums)
        ends.post(library.NarrowSource(SourceId(1), b"deep"))
        narrowed = await ends.done(library.SourcesChanged)
        listed = await ends.until(library.SourcesListed)
        left = {sample.path: sample.id for sample in await ends.samples()}
        members = await ends.list(Query(collection=KIT))
        await ends.scan()
        await ends.add(drums)
        back = await decided(ends, drums)
        ends.post(library.NarrowSource(SourceId(1), b"absent"))
        refused = await ends.until(library.LibraryFailed)

    assert notice_words(narrowed.notice) == "Narrowed “drums” to “deep” (files untouched)"
    assert [one.root for one in listed.sources] == [os.fsencode(drums / "deep")]
    assert left == {os.fsencode(drums / "deep" / "c.wav"): before["deep/c.wav"]}
    assert members == [before["deep/c.wav"]]
    assert back == ALL
    assert refused.reason == "“absent” is not a folder inside of “drums”"


async def test_members_are_moved_among_those_that_are_shown(home: Path, drums: Path) -> None:
    more = write(drums.parent.parent / "more" / "x.wav", 50).parent
    write(more / "y.wav", 51)
    async with running(home) as ends:
        await ends.add(more)
        x, y = [sample.id for sample in await ends.samples()]
        await remove(ends)
        ids = await decide(ends, drums)
        await ends.add(more)
        for sample in (x, y):
            ends.post(library.AddToCollection(KIT, (sample,)))
            await ends.done(library.CollectionsChanged)
        await remove(ends, 2)
        ends.post(library.PlaceMembers(KIT, (y,), 0))
        await ends.done(library.CollectionsChanged)
        shown = await ends.list(Query(sort=Sort.PLACE, collection=KIT))
        await ends.add(drums)
        everything = await ends.list(Query(sort=Sort.PLACE, collection=KIT))

    assert shown == [y, x]
    assert everything == [ids["deep/c.wav"], ids["a.wav"], y, x]


async def test_forgetting_says_what_goes_and_is_for_good(home: Path, drums: Path) -> None:
    async with running(home) as ends:
        await decide(ends, drums)
        await remove(ends)
        ends.post(library.Forget(os.fsencode(drums / "deep")))
        part = await ends.until(library.Forgotten)
        ends.post(library.Forget(os.fsencode(drums)))
        asked = await ends.until(library.Forgotten)
        ends.post(library.Forget(os.fsencode(drums), confirmed=True))
        done = await ends.until(library.Forgotten)
        ends.post(library.Undo())
        undone = await ends.done(library.CollectionsChanged)
        await ends.add(drums)
        back = await decided(ends, drums)

    assert part.decisions == Decisions(samples=1, members=1)
    assert asked.decisions == Decisions(samples=3, marks=1, members=2, types=1)
    assert not asked.erased
    assert done == library.Forgotten(os.fsencode(drums), asked.decisions, erased=True)
    assert (
        notice_words(undone.notice) == "Undo: create “Kit”"
    )  # the steps about its samples went with them
    assert back == NONE


async def test_what_is_in_the_library_and_there_is_not_forgotten_with_a_part(
    home: Path, drums: Path
) -> None:
    async with running(home) as ends:
        await decide(ends, drums)
        (drums / "a.wav").unlink()
        await ends.scan()
        ends.post(library.Forget(os.fsencode(drums.parent), confirmed=True))
        done = await ends.until(library.Forgotten)
        left = await ends.by_path(drums)

    assert done.decisions == Decisions(samples=1, marks=1, members=1)
    assert set(left) == {"b.wav", "deep/c.wav"}


async def test_only_missing_files_are_forgotten_and_the_source_stays(
    home: Path, drums: Path
) -> None:
    async with running(home) as ends:
        await decide(ends, drums)
        (drums / "a.wav").unlink()
        await ends.scan()
        before = await ends.by_path(drums)
        ends.post(library.Forget(os.fsencode(drums), missing_only=True))
        asked = await ends.until(library.Forgotten)
        ends.post(library.Forget(os.fsencode(drums), confirmed=True, missing_only=True))
        done = await ends.until(library.Forgotten)
        left = await ends.by_path(drums)
        ends.post(library.Forget(os.fsencode(drums), confirmed=True, missing_only=True))
        again = await ends.until(library.Forgotten)

    assert asked.decisions == Decisions(samples=1, marks=1, members=1)
    assert done == library.Forgotten(
        os.fsencode(drums), asked.decisions, erased=True, missing_only=True
    )
    assert set(before) - set(left) == {"a.wav"}
    assert again.decisions == Decisions()
