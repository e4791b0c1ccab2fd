"""Files are moved only as commanded, never overwrite others, and can be restored."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from actors.messages import library
from models.audio.units import CollectionId, SourceId
from models.library.query import Query, Sort
from models.library.sample import Sample
from models.library.tag import Tag
from models.state.notice import Severity
from tests.actors.library.ends import Ends, running, write
from ui.text.notices import notice_words

REPOSITORY = Path(__file__).parents[4]
ONE = SourceId(1)
KILLS = 6


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    for number, name in enumerate(["a/kick.wav", "a/snare.wav", "b/hat.wav"]):
        write(folder / name, number + 1)
    return folder


async def done(ends: Ends, order: library.Command) -> library.StepDone:
    ends.post(order)
    return await ends.done(library.FilesMoved)


async def outcome(ends: Ends, order: library.Command) -> library.StepDone | library.NothingDone:
    ends.post(order)
    return await ends.outcome()


async def refused(ends: Ends, order: library.Command) -> str:
    ends.post(order)
    return (await ends.until(library.LibraryFailed)).reason


async def marked(ends: Ends, root: Path) -> dict[str, Sample]:
    """Scan, keep the kick and add it to a collection; return all samples by path."""
    await ends.add(root)
    found = await ends.by_path(root)
    kick = found["a/kick.wav"].id
    ends.post(library.Mark((kick,), Tag.KEEP))
    await ends.done(library.TagsChanged)
    ends.post(library.AddCollection("Kit"))
    await ends.done(library.CollectionsChanged)
    ends.post(library.AddToCollection(CollectionId(1), (kick,)))
    await ends.done(library.CollectionsChanged)
    return found


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


async def test_a_renamed_sample_is_who_it_was_and_the_name_comes_back(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        kick = before["a/kick.wav"]
        said = await done(ends, library.RenameSample(kick.id, "Deep kick"))
        after = await ends.by_path(root)

        assert notice_words(said.notice) == "Renamed “kick.wav” to “Deep kick.wav”"
        assert files(root) == {"a/Deep kick.wav", "a/snare.wav", "b/hat.wav"}
        assert (after["a/Deep kick.wav"].id, after["a/Deep kick.wav"].tag) == (kick.id, Tag.KEEP)
        assert await ends.list(Query(words="deep")) == [kick.id]
        undone = await done(ends, library.Undo())
        assert undone.undone
        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav"}
        await done(ends, library.Redo())
        assert "a/Deep kick.wav" in files(root)
        ended = await ends.scan()
        assert (ended.added, ended.updated, ended.moved, ended.missing) == (0, 0, 0, 0)


async def test_a_sample_renamed_to_where_one_is_missing_is_still_itself(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        (root / "a" / "snare.wav").unlink()
        await ends.scan()
        await done(ends, library.RenameSample(before["a/kick.wav"].id, "snare"))
        await ends.scan()
        after = await ends.by_path(root)
        kick = after["a/snare.wav"]
        assert (kick.id, kick.tag, kick.missing) == (before["a/kick.wav"].id, Tag.KEEP, False)
        write(root / "b" / "again.wav", 2)
        await ends.scan()
        assert (await ends.by_path(root))["b/again.wav"].id == before["a/snare.wav"].id


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("snare.wav", "snare.wav already exists"),
        ("x/y", "a name may not hold a /"),
        (" . ", "a name is needed"),
        ("k" * 300, "the name is longer than 255 bytes"),
        ("kick.wav", "name unchanged"),
    ],
)
async def test_a_name_that_cannot_be_is_said_and_nothing_moves(
    tmp_path: Path, root: Path, name: str, why: str
) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        order = library.RenameSample(before["a/kick.wav"].id, name)
        if "already exists" in why:
            said = await outcome(ends, order)
            assert isinstance(said, library.NothingDone)
            assert said.notice.severity is Severity.ERROR
            assert why in notice_words(said.notice)
        else:
            assert await refused(ends, order) == why
        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav"}
        ends.post(library.Undo())  # what did not move is no step
        assert (await ends.done(library.CollectionsChanged)).undone


async def test_samples_are_moved_into_a_folder_and_back(tmp_path: Path, root: Path) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        chosen = tuple(before[name].id for name in ("a/kick.wav", "a/snare.wav"))
        await done(ends, library.MoveSamples(chosen, ONE, b"b"))
        after = await ends.by_path(root)

        assert files(root) == {"b/kick.wav", "b/snare.wav", "b/hat.wav"}
        assert {sample.id for sample in after.values()} == {one.id for one in before.values()}
        assert await ends.list(Query(source=ONE, folder=b"b", sort=Sort.NAME)) == [
            after[name].id for name in ("b/hat.wav", "b/kick.wav", "b/snare.wav")
        ]
        await done(ends, library.Undo())
        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav"}


async def test_one_that_is_in_the_way_stays_and_the_others_move(tmp_path: Path, root: Path) -> None:
    other = write(root / "b" / "kick.wav", 9).read_bytes()
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        chosen = tuple(before[name].id for name in ("a/kick.wav", "a/snare.wav"))
        said = await done(ends, library.MoveSamples(chosen, ONE, b"b"))

        assert said.changed == library.FilesMoved(incomplete=True)
        assert "1 of 2 done" in notice_words(said.notice)
        assert (root / "b" / "kick.wav").read_bytes() == other
        assert (root / "a" / "kick.wav").exists()
        await done(ends, library.Undo())
        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav", "b/kick.wav"}


async def test_what_is_thrown_away_is_in_no_list_and_comes_back_whole(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    trash = tmp_path / "share" / "Trash"
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        kick = before["a/kick.wav"].id
        said = await done(ends, library.TrashSamples((kick,)))
        listed = [one for one in ends.heard if isinstance(one, library.SourcesListed)]

        assert notice_words(said.notice) == "Deleted “kick.wav”"
        assert listed[-1].sources[0].count == 2
        assert files(root) == {"a/snare.wav", "b/hat.wav"}
        assert files(trash) == {"files/kick.wav", "info/kick.wav.trashinfo"}
        info = (trash / "info/kick.wav.trashinfo").read_text()
        assert f"Path={root}/a/kick.wav\n" in info
        assert kick not in await ends.list(Query(source=ONE))
        assert await ends.list(Query(sort=Sort.PLACE, collection=CollectionId(1))) == [kick]
        ended = await ends.scan()
        assert (ended.missing, ended.added) == (0, 0)
        assert kick not in await ends.list(Query(source=ONE))
    async with running(tmp_path / "home") as ends:
        await done(ends, library.Undo())
        after = await ends.by_path(root)

        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav"}
        assert files(trash) == set()
        assert (after["a/kick.wav"].id, after["a/kick.wav"].tag) == (kick, Tag.KEEP)
        assert not after["a/kick.wav"].missing
        assert kick in await ends.list(Query(source=ONE))


async def test_a_folder_of_ones_own_takes_what_is_thrown_away(tmp_path: Path, root: Path) -> None:
    trash = tmp_path / "my trash"
    trash.mkdir()
    (trash / "kick.wav").write_text("older")
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        order = library.TrashSamples((before["a/kick.wav"].id,), bytes(trash))
        await done(ends, order)

        assert files(trash) == {"kick.wav", "kick (2).wav"}
        assert (trash / "kick.wav").read_text() == "older"
        await done(ends, library.Undo())
        assert files(trash) == {"kick.wav"}


async def test_another_drive_takes_it_as_well(tmp_path: Path, root: Path) -> None:
    import shutil
    import tempfile

    memory = Path("/dev/shm")  # noqa: S108 - a drive of its own on every Linux
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other drive")
    trash = Path(tempfile.mkdtemp(dir=memory))
    content = (root / "a" / "kick.wav").read_bytes()
    try:
        async with running(tmp_path / "home") as ends:
            before = await marked(ends, root)
            await done(ends, library.TrashSamples((before["a/kick.wav"].id,), bytes(trash)))
            assert (trash / "kick.wav").read_bytes() == content
            assert not (root / "a" / "kick.wav").exists()
            await done(ends, library.Undo())
            assert (root / "a" / "kick.wav").read_bytes() == content
            assert files(trash) == set()
    finally:
        shutil.rmtree(trash)


async def test_folders_are_made_renamed_and_thrown_away(tmp_path: Path, root: Path) -> None:
    trash = tmp_path / "trash"
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        await done(ends, library.NewFolder(ONE, b"a", "deep"))
        ends.post(library.ReadFolders(ONE))
        tree = await ends.until(library.FoldersRead)
        assert [(one.path, one.count) for one in tree.folders] == [
            (b"a", 2),
            (b"a/deep", 0),
            (b"b", 1),
        ]
        await ends.scan()
        await done(ends, library.RenameFolder(ONE, b"a", "drums"))
        after = await ends.by_path(root)
        assert after["drums/kick.wav"].id == before["a/kick.wav"].id
        await done(ends, library.TrashFolder(ONE, b"drums", bytes(trash)))
        assert files(trash) == {"drums/kick.wav", "drums/snare.wav"}
        assert await ends.list(Query(source=ONE)) == [before["b/hat.wav"].id]
        for _ in range(3):
            await done(ends, library.Undo())
        again = await ends.by_path(root)
        assert {name: one.id for name, one in again.items()} == {
            name: one.id for name, one in before.items()
        }
        assert not (root / "a" / "deep").exists()


async def test_a_folder_is_moved_into_another_and_not_into_itself(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        why = await refused(ends, library.MoveFolder(ONE, b"a", b"a"))
        await done(ends, library.MoveFolder(ONE, b"a", b"b"))
        after = await ends.by_path(root)

        assert why == "“a” cannot be moved into itself"
        assert after["b/a/kick.wav"].id == before["a/kick.wav"].id
        await done(ends, library.MoveFolder(ONE, b"b/a", b""))
        assert files(root) == {"a/kick.wav", "a/snare.wav", "b/hat.wav"}


async def test_a_moved_source_is_found_again_and_another_folder_is_not(
    tmp_path: Path, root: Path
) -> None:
    async with running(tmp_path / "home") as ends:
        before = await marked(ends, root)
        root.rename(tmp_path / "elsewhere")
        (tmp_path / "other").mkdir()
        why = await refused(ends, library.RelinkSource(ONE, bytes(tmp_path / "other")))
        assert "is another folder" in why
        ends.post(library.RelinkSource(ONE, bytes(tmp_path / "elsewhere")))
        await ends.until(library.SourceRelinked)
        after = await ends.by_path(tmp_path / "elsewhere")

        assert {name: one.id for name, one in after.items()} == {
            name: one.id for name, one in before.items()
        }
        assert not after["a/kick.wav"].missing


def _killed(command: list[str], after: float) -> None:
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"running\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()


async def test_killed_at_any_moment_it_is_completed_at_the_next_start(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - a repeatable one is wanted
    for number in range(KILLS):
        root, folder, trash = (tmp_path / f"{name} {number}" for name in ("s", "home", "trash"))
        for name in range(300):
            write(root / f"{name}.wav", name + 1, frames=4)
        async with running(folder) as ends:
            await ends.add(root)
        command = [sys.executable, "-m", "tests.actors.library.files.process"]
        _killed([*command, str(folder), str(trash)], chance.uniform(0.0, 0.08))
        with closing(sqlite3.connect(folder / "library.db")) as connection:
            cut_short = connection.execute("SELECT step FROM step_underway").fetchall()
        async with running(folder) as ends:
            if cut_short:  # it is completed beside, after the first list of sources
                await ends.done(library.FilesMoved)
            left = len(files(root))
            shown = await ends.list(Query(source=ONE))

            assert len(files(trash)) + left == 300
            assert len(shown) == left
            assert left in {0, 300}
            if not left:
                await done(ends, library.Undo())
                assert len(files(root)) == 300
        with closing(sqlite3.connect(folder / "library.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
