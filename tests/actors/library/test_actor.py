"""The library actor from outside: commands in, events out, real files and a real database."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
import trio

from actors.kernel.reply import NoReply
from actors.messages import library
from models.audio.units import SampleId, SourceId, Ticket
from models.library.query import Query
from models.library.tag import Tag
from models.library.view_state import ViewState
from tests.actors.library.ends import Ends, opened_files, running, write


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".sempal"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    return folder


async def test_it_says_its_sources_first(home: Path) -> None:
    async with running(home) as ends:
        assert ends.heard == [
            library.ViewStatesRead({None: ViewState()}, None, known=False),
            library.SourcesListed(()),
        ]
        assert (home / "library.db").exists()


async def test_a_new_source_is_listed_and_scanned(home: Path, root: Path) -> None:
    write(root / "drums" / "kick.wav", frames=441)
    (root / "readme.txt").write_text("no sound")
    async with running(home) as ends:
        ended = await ends.add(root)
        (sample,) = await ends.samples()

    first = (library.HistoryChanged, library.CollectionsListed)
    kinds = [type(event) for event in ends.heard if not isinstance(event, first)]
    assert kinds[:2] == [library.SourcesListed, library.ScanProgressed]
    assert kinds[-2:] == [library.SourcesListed, library.ScanEnded]
    assert (ended.added, ended.unreadable, ended.cancelled) == (1, 0, False)
    assert sample.path == os.fsencode(root / "drums" / "kick.wav")
    assert (sample.name, sample.frames, sample.rate, sample.channels) == ("kick.wav", 441, 44100, 1)
    assert (sample.format, sample.tag, sample.error) == ("WAV 16-bit", Tag.NEUTRAL, "")
    assert sample.token


async def test_everything_is_there_again_after_a_restart(home: Path, root: Path) -> None:
    write(root / "kick.wav")
    async with running(home) as ends:
        await ends.add(root)
        before = await ends.samples()
    async with running(home) as ends:
        assert await ends.samples() == before
        listed = ends.heard[-1]
        assert isinstance(listed, library.SourcesListed)
        assert [(source.root, source.count) for source in listed.sources] == [
            (os.fsencode(root), 1)
        ]


async def test_an_unchanged_file_is_not_read_again(home: Path, root: Path) -> None:
    path = write(root / "kick.wav")
    async with running(home) as ends:
        await ends.add(root)
        before = await ends.samples()
        with opened_files() as opened:
            ended = await ends.scan()

        assert (ended.added, ended.updated, ended.unreadable) == (0, 0, 0)
        assert bytes(path) not in opened
        assert await ends.samples() == before
        assert ends.changed() == []
        with opened_files() as opened:
            path.touch()
            await ends.scan()
        assert bytes(path) in opened


async def test_a_changed_file_is_read_again_and_told(home: Path, root: Path) -> None:
    write(root / "kick.wav", frames=100)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = await ends.samples()
        write(root / "kick.wav", frames=200)
        ended = await ends.scan()
        (after,) = await ends.samples()

        assert ended.updated == 1
        assert (after.id, after.frames) == (before.id, 200)
        assert after.token != before.token
        assert ends.changed() == [after]


async def test_an_edit_between_the_ends_changes_the_token(home: Path, root: Path) -> None:
    path = write(root / "long.wav", frames=200_000)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = await ends.samples()
        with path.open("r+b") as file:
            file.seek(200_000)
            file.write(b"\x01\x02")
        await ends.scan()
        (after,) = await ends.samples()

        assert after.token != before.token


async def test_a_renamed_file_stays_the_same_sample(home: Path, root: Path) -> None:
    write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = await ends.samples()
        (root / "new").mkdir()
        (root / "a.wav").rename(root / "new" / "b.wav")
        ended = await ends.scan()
        (after,) = await ends.samples()

        assert (ended.moved, ended.added, ended.missing) == (1, 0, 0)
        assert (after.id, after.name, after.token) == (before.id, "b.wav", before.token)
        assert ends.changed() == [after]
        assert await ends.list(Query(words="new/b")) == [before.id]
        assert await ends.list(Query(words="a.wav")) == []


async def test_a_file_moved_to_another_source_stays_the_same(home: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one / "a.wav", 1)
    write(two / "z.wav", 2)
    async with running(home) as ends:
        await ends.add(one)
        await ends.add(two)
        before = await ends.by_path(one)
        (one / "a.wav").rename(two / "a.wav")
        ended = await ends.scan(2)
        after = await ends.by_path(two)

        assert ended.moved == 1
        assert (after["a.wav"].id, after["a.wav"].source) == (before["a.wav"].id, 2)
        assert (await ends.scan(1)).missing == 0


async def test_a_copy_is_another_sample(home: Path, root: Path) -> None:
    write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        (before,) = await ends.samples()
        shutil.copy2(root / "a.wav", root / "copy.wav")
        ended = await ends.scan()
        after = await ends.by_path(root)

        assert (ended.added, ended.moved) == (1, 0)
        assert after["a.wav"] == before
        assert after["copy.wav"].id != before.id


async def test_equal_files_keep_their_names_when_their_folder_moves(home: Path, root: Path) -> None:
    for name in ("1.wav", "2.wav", "3.wav"):
        write(root / "old" / name, 7)
    async with running(home) as ends:
        await ends.add(root)
        before = {sample.name: sample.id for sample in await ends.samples()}
        (root / "old").rename(root / "a new one")
        shutil.copy2(root / "a new one" / "1.wav", root / "0.wav")
        ended = await ends.scan()
        after = {sample.name: sample.id for sample in await ends.samples()}

        assert (ended.moved, ended.added, ended.missing) == (3, 1, 0)
        assert {name: after[name] for name in before} == before


async def test_a_lost_file_is_marked_and_cleared_when_it_is_back(home: Path, root: Path) -> None:
    path = write(root / "a.wav", 1)
    write(root / "b.wav", 2)
    async with running(home) as ends:
        await ends.add(root)
        before = await ends.samples()
        path.rename(root.parent / "a.wav")
        ended = await ends.scan()
        marked = await ends.by_path(root)

        assert ended.missing == 1
        assert [marked["a.wav"].missing, marked["b.wav"].missing] == [True, False]
        assert ends.changed() == [marked["a.wav"]]
        assert (await ends.scan()).missing == 0

        (root.parent / "a.wav").rename(path)
        assert (await ends.scan()).moved == 0
        assert await ends.samples() == before


async def test_a_source_that_cannot_be_reached_is_offline(home: Path, root: Path) -> None:
    write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        root.rename(root.parent / "elsewhere")
        ended = await ends.scan()
        (sample,) = await ends.samples()
        (listed,) = [event for event in ends.heard if isinstance(event, library.SourcesListed)]

        assert (ended.offline, ended.missing) == (True, 0)
        assert ended.reason == f"{root}: file not found"
        assert (listed.sources[0].offline, sample.missing) == (True, True)

        (root.parent / "elsewhere").rename(root)
        ended = await ends.scan()
        (sample,) = await ends.samples()
        assert (ended.offline, ended.updated, sample.missing) == (False, 0, False)


async def test_it_notices_at_the_start_that_a_drive_is_away(home: Path, root: Path) -> None:
    write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
    root.rename(root.parent / "elsewhere")
    async with running(home) as ends:
        listed = ends.heard[-1]
        assert isinstance(listed, library.SourcesListed)
        assert listed.sources[0].offline


async def test_nothing_is_recognised_as_the_file_of_a_source_offline(
    home: Path, tmp_path: Path
) -> None:
    write(tmp_path / "one" / "a.wav", 1)
    (tmp_path / "two").mkdir()
    async with running(home) as ends:
        await ends.add(tmp_path / "one")
        shutil.copy2(tmp_path / "one" / "a.wav", tmp_path / "two" / "a.wav")
        (tmp_path / "one").rename(tmp_path / "unplugged")
        ended = await ends.add(tmp_path / "two")

        assert (ended.added, ended.moved) == (1, 0)


async def test_files_gone_from_an_empty_folder_are_missing(home: Path, root: Path) -> None:
    path = write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        path.unlink()
        ended = await ends.scan()

        assert (ended.offline, ended.missing) == (False, 1)


async def test_an_empty_mount_point_is_offline(home: Path, root: Path) -> None:
    path = write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
    path.unlink()
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute("UPDATE source SET device = device + 1")  # what was mounted here then
    async with running(home) as ends:
        ended = await ends.scan()
        (sample,) = await ends.samples()

        assert ended.offline
        assert ended.reason == f"{root}: drive not mounted"
    with closing(sqlite3.connect(home / "library.db")) as connection:
        assert connection.execute("SELECT missing FROM sample").fetchone() == (0,)
    assert sample.missing  # shown so while the drive is away


async def test_a_known_root_is_scanned_again(home: Path, root: Path) -> None:
    async with running(home) as ends:
        await ends.add(root)
        write(root / "a.wav", 1)
        (root.parent / "link").symlink_to(root)
        ended = await ends.add(root.parent / "link" / ".." / "sounds")
        (listed,) = [e for e in ends.heard[-2:] if isinstance(e, library.SourcesListed)]

        assert (ended.source, ended.added) == (1, 1)
        assert len(listed.sources) == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("absent", "file not found"),
        ("file", "not a folder"),
        ("nul\0", "not a path"),
    ],
)
async def test_a_folder_is_refused_with_the_reason(
    home: Path, root: Path, path: str, reason: str
) -> None:
    (root.parent / "file").write_bytes(b"")
    async with running(home) as ends:
        await ends.add(root)
        asked = os.fsencode(root.parent) + b"/" + path.encode()
        ends.post(library.AddSource(ends.ticket(), asked))
        refused = await ends.until(library.SourceRefused)

        assert refused.root == asked
        assert refused.reason.endswith(f": {reason}")


async def test_a_forgotten_source_takes_its_samples_along(home: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "one" / "a.wav", 1)
    write(tmp_path / "two" / "b.wav", 2)
    async with running(home) as ends:
        await ends.add(tmp_path / "one")
        await ends.add(tmp_path / "two")
        ends.post(library.RemoveSource(SourceId(1)))
        listed = await ends.until(library.SourcesListed)

        assert [source.id for source in listed.sources] == [2]
        assert [sample.name for sample in await ends.samples()] == ["b.wav"]
        assert await ends.list(Query(words="a.wav")) == []
        assert path.exists()


async def test_a_source_can_be_forgotten_while_it_is_scanned(home: Path, root: Path) -> None:
    for number in range(300):
        write(root / f"{number}.wav", number)
    async with running(home) as ends:
        ends.post(library.AddSource(Ticket(1), os.fsencode(root)))
        await ends.until(library.ScanProgressed)
        ends.post(library.RemoveSource(SourceId(1)))
        ended = await ends.until(library.ScanEnded)
        listed = await ends.until(library.SourcesListed)

        assert ended.report.cancelled
        assert listed.sources == ()
        assert await ends.samples() == ()


async def test_a_cancelled_scan_keeps_what_it_found_and_can_be_resumed(
    home: Path, root: Path
) -> None:
    many = 12_000  # enough to be cancelled in the middle on a busy machine too
    first = write(root / "0.wav")
    for number in range(1, many):
        os.link(first, root / f"{number}.wav")
    async with running(home) as ends:
        ends.post(library.AddSource(Ticket(7), os.fsencode(root)))
        while not (await ends.until(library.ScanProgressed)).changed:
            pass
        ends.post(library.CancelScan(Ticket(7)))
        cancelled = (await ends.until(library.ScanEnded)).report
        kept = len(await ends.samples())
        resumed = await ends.scan()

        assert cancelled.cancelled
        assert 0 < kept == cancelled.added < many
        assert resumed.added == many - kept
        assert not resumed.cancelled


async def test_progress_starts_at_once_and_never_goes_back(home: Path, root: Path) -> None:
    for number in range(300):
        write(root / f"{number}.wav", number)
    async with running(home) as ends:
        ended = await ends.add(root)
        said = [event for event in ends.heard if isinstance(event, library.ScanProgressed)]

    steps, over = [event.progress for event in said], ends.heard[-1]
    assert (steps[0].done, steps[0].total, steps[0].left, said[0].changed) == (0, None, None, False)
    assert all(a.done <= b.done and (a.total or 0) <= (b.total or 0) for a, b in pairwise(steps))
    assert {step.total for step in steps} <= {None, ended.added}
    assert isinstance(over, library.ScanEnded)
    assert {step.ticket for step in steps} == {over.ticket}


async def test_a_newer_scan_replaces_the_older(home: Path, root: Path) -> None:
    for number in range(200):
        write(root / f"{number}.wav", number)
    async with running(home) as ends:
        await ends.add(root)
        ends.post(library.Scan(Ticket(10), SourceId(1)))
        ends.post(library.Scan(Ticket(11), SourceId(1)))
        first = await ends.until(library.ScanEnded)
        second = await ends.until(library.ScanEnded)

    assert [(e.ticket, e.report.cancelled) for e in (first, second)] == [(10, True), (11, False)]


async def test_the_scan_of_an_unknown_source_ends_with_the_reason(home: Path) -> None:
    async with running(home) as ends:
        ended = await ends.scan(99)

    assert ended.reason == "the source is not known"


async def test_rows_come_in_the_order_of_the_ids(home: Path, root: Path) -> None:
    for name in "abc":
        write(root / f"{name}.wav", ord(name))
    async with running(home) as ends:
        await ends.add(root)
        a, b, c = [sample.id for sample in await ends.samples()]
        ends.post(library.ReadRows(Ticket(5), 40, (c, SampleId(99), a, b)))
        read = await ends.until(library.RowsRead)

    assert (read.ticket, read.first) == (5, 40)
    assert [sample.id for sample in read.samples] == [c, a, b]


async def test_only_the_newest_list_must_be_answered(home: Path, root: Path) -> None:
    write(root / "kick.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        for number in range(30):
            ends.post(library.List(Ticket(100 + number), Query(words="kick"[: 1 + number % 4])))
        while (listed := await ends.until(library.Listed)).ticket != 129:
            pass

    assert len(listed.ids) == 1


async def test_a_failure_is_noted_and_cleared(home: Path, root: Path) -> None:
    write(root / "a.wav", 1)
    async with running(home) as ends:
        await ends.add(root)
        (sample,) = await ends.samples()
        ends.post(library.StoreSampleError(sample.id, "it cannot be decoded"))
        (failed,) = (await ends.until(library.SamplesChanged)).samples
        ends.post(library.StoreSampleError(sample.id, ""))
        (healed,) = (await ends.until(library.SamplesChanged)).samples

    assert failed.error == "it cannot be decoded"
    assert healed == sample


async def test_folders_are_read_with_counts(home: Path, root: Path) -> None:
    for name in ("a/kick 10/x.wav", "a/kick 2/y.wav", "a/z.wav", "top.wav"):
        write(root / name)
    async with running(home) as ends:
        await ends.add(root)
        ends.post(library.ReadFolders(SourceId(1)))
        read = await ends.until(library.FoldersRead)

    assert [(f.path, f.depth, f.count, f.parent) for f in read.folders] == [
        (b"a", 0, 3, True),
        (b"a/kick 2", 1, 1, False),
        (b"a/kick 10", 1, 1, False),
    ]


async def test_lists_answer_while_a_scan_runs(home: Path, root: Path) -> None:
    first = write(root / "0.wav")
    for number in range(1, 2000):
        os.link(first, root / f"{number}.wav")
    async with running(home) as ends:
        ends.post(library.AddSource(Ticket(7), os.fsencode(root)))
        seen = []
        while not any(isinstance(event, library.ScanEnded) for event in ends.heard):
            ticket = ends.ticket()
            ends.inbox.slot.post(library.List(ticket, Query(words=".wav")))
            seen.append(len((await ends.until(library.Listed)).ids))

    assert seen == sorted(seen)
    assert len(set(seen)) > 2  # rows came in while the scan ran


async def test_words_that_sqlite_could_stumble_over_find_nothing(home: Path, root: Path) -> None:
    write(root / 'say "hi" 100%.wav', 1)
    async with running(home) as ends:
        await ends.add(root)

        assert await ends.list(Query(words='"')) == [1]
        assert await ends.list(Query(words='"hi"')) == [1]
        assert await ends.list(Query(words="100%")) == [1]
        assert await ends.list(Query(words="100_")) == []
        assert await ends.list(Query(words="hi\0ho \udcff AND NOT * ^a")) == []


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    """Return a data folder that cannot be created, because a file has its name."""
    (tmp_path / "file").write_bytes(b"")
    return tmp_path / "file" / ".sempal"


async def test_without_a_database_every_order_is_refused(
    blocked: Path, nursery: trio.Nursery
) -> None:
    from actors.library.actor import LibraryActor

    ends = Ends()
    nursery.start_soon(LibraryActor(ends.inbox, ends.events.address, blocked).run)
    reason = (await ends.until(library.LibraryClosed)).reason
    order = library.List(Ticket(1), Query())
    ends.post(order)
    refused = await ends.until(library.LibraryFailed)

    assert refused.command == order
    assert reason == refused.reason == f"cannot open the library in {blocked}: not a folder"
    with pytest.raises(NoReply):
        await ends.samples()
    nursery.cancel_scope.cancel()


async def test_it_says_so_when_it_lives_beside_an_alien_library(home: Path, root: Path) -> None:
    home.mkdir(parents=True)
    (home / "library.db").write_bytes(b"somebody's data")
    write(root / "a.wav")
    async with running(home) as ends:
        notice = await ends.until(library.LibraryFailed)
        await ends.add(root)

    assert notice.reason == (
        f"{home / 'library.db'} belongs to another program and is left alone;"
        " the library is sempal.db"
    )
    assert (home / "library.db").read_bytes() == b"somebody's data"
    assert sorted(path.name for path in home.iterdir()) == ["library.db", "sempal.db"]
