"""What the predecessor left, in our own library."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from actors.library import schema
from actors.library.predecessor.pending import pending_import
from actors.library.predecessor.plan import Plan, PlannedCollection, PlannedFile, PlannedSource
from actors.library.predecessor.storage import CHUNK, Storage
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.collection import Collection
from models.library.query import Query, Sort
from models.library.tag import Tag
from models.predecessor.installation import Installation
from tests.actors.library.ends import Ends, running
from tests.actors.library.predecessor import installations as old

REPOSITORY = Path(__file__).parents[4]
KILLS = 6


@pytest.fixture(autouse=True)
def no_other_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep installations of whoever runs the tests out of them."""
    monkeypatch.setenv("SEMPAL_CONFIG_HOME", str(tmp_path / "nobody"))


async def imported(ends: Ends, home: Path) -> library.Imported:
    ends.post(library.ImportPredecessor(os.fsencode(home)))
    return await ends.until(library.Imported)


def collections(ends: Ends) -> tuple[Collection, ...]:
    said = [one for one in ends.heard if isinstance(one, library.CollectionsListed)]
    return said[-1].collections


async def members(ends: Ends, collection: CollectionId) -> list[SampleId]:
    return await ends.list(Query(sort=Sort.PLACE, collection=collection))


async def test_sources_marks_and_collections_are_there_at_once(tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    async with running(tmp_path / "data") as ends:
        said = await imported(ends, home)
        kicks, empty = collections(ends)
        names = {sample.id: sample for sample in await ends.samples()}
        kept = [names[sample] for sample in await members(ends, kicks.id)]

        assert (kicks.name, kicks.count, empty.name, empty.count) == (
            "Kicks & thumps",
            4,
            "Empty",
            0,
        )
        assert [one.name for one in kept] == [
            "kick 01.wav",
            "どん.wav",
            "on the missing drive.wav",
            "gone.wav",
        ]
        assert [one.missing for one in kept] == [False, False, True, True]
        assert [one.tag for one in kept] == [Tag.TRASH, Tag.KEEP, Tag.NEUTRAL, Tag.NEUTRAL]
        assert said.settings["auto_play"] is False
        assert said.settings["volume"] == pytest.approx(-7.535, abs=1e-3)
        assert said.last == 3
        assert Path(said.report_path).read_text("utf-8").startswith("Read from ")


async def test_a_scan_completes_what_was_imported_and_keeps_every_mark(tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    async with running(tmp_path / "data") as ends:
        await imported(ends, home)
        ended = await ends.scan(1)
        found = await ends.by_path(tmp_path / "sounds" / "Drums")

        assert (ended.added, ended.updated) == (0, 3)
        assert found["kick_deep.wav"].rate == 8_000
        assert found["kick_deep.wav"].tag is Tag.KEEP
        assert found["909/removed.wav"].missing


async def test_a_second_time_changes_nothing_a_person_did_since(tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    async with running(tmp_path / "data") as ends:
        await imported(ends, home)
        kicks, empty = collections(ends)
        first = await members(ends, kicks.id)
        ends.post(library.RemoveCollection(empty.id))
        await ends.until(library.HistoryChanged)
        ends.post(library.RemoveFromCollection(kicks.id, (first[0],)))
        await ends.done(library.CollectionsChanged)
        ends.post(library.Mark((first[0],), Tag.KEEP))
        await ends.done(library.TagsChanged)
        again = await imported(ends, home)

        assert again.report.already
        assert await members(ends, kicks.id) == first[1:]
        ends.post(library.Undo())
        await ends.until(library.HistoryChanged)
        assert len(await ends.samples()) == 10


async def test_more_that_was_done_with_the_predecessor_is_added_later(tmp_path: Path) -> None:
    home = old.seed(tmp_path)
    async with running(tmp_path / "data") as ends:
        await imported(ends, home)
        (kicks, _), before = collections(ends), await ends.samples()
        ends.post(library.Mark((before[0].id,), Tag.NEUTRAL))
        old.sound(tmp_path / "sounds/Drums/new.wav")
        with sqlite3.connect(tmp_path / "sounds/Drums/.sempal_samples.db") as connection:
            connection.execute("INSERT INTO wav_files VALUES ('new.wav', 1, 1, 1, 0)")
        connection.close()
        again = await imported(ends, home)
        found = await ends.by_path(tmp_path / "sounds" / "Drums")

        assert not again.report.already
        assert found["new.wav"].tag is Tag.KEEP
        assert len(await ends.samples()) == len(before) + 1
        assert len(await members(ends, kicks.id)) == 4


async def test_names_that_are_taken_get_a_number_and_own_keys_stay(tmp_path: Path) -> None:
    drums, _, _ = old.sources(tmp_path / "sounds")
    sets: list[dict[str, Any]] = [
        {"id": "a", "name": "Kicks", "members": [], "hotkey": None},
        {"id": "b", "name": "kicks", "members": [], "hotkey": 7},
    ]
    old.library(tmp_path / ".config/.sempal/library.db", [("a", drums)], sets)
    async with running(tmp_path / "data") as ends:
        await imported(ends, tmp_path)

        assert [(one.name, one.hotkey) for one in collections(ends)] == [
            ("Kicks", None),
            ("kicks (2)", 7),
        ]


async def test_what_cannot_be_read_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    home = old.with_library(tmp_path)
    marks = tmp_path / "sounds/Drums/.sempal_samples.db"
    marks.write_bytes(b"no database at all")
    async with running(tmp_path / "data") as ends:
        ends.post(library.ImportPredecessor(os.fsencode(home)))
        failed = await ends.until(library.ImportFailed)

        assert str(marks) in failed.reason
        assert not await ends.samples()


async def test_the_first_start_offers_it_until_it_is_declined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = old.seed(tmp_path, "base/sempal")
    monkeypatch.setenv("SEMPAL_CONFIG_HOME", str(home / "base"))
    async with running(tmp_path / "data") as ends:
        offered = [one for one in ends.heard if isinstance(one, library.PredecessorFound)]
        ends.post(library.DeclineImport())
        await ends.samples()
    async with running(tmp_path / "data") as ends:
        again = [one for one in ends.heard if isinstance(one, library.PredecessorFound)]

    assert [one.summary for one in offered] == ["4 sources, 2 collections"]
    assert not again


async def test_choices_that_did_not_reach_the_file_are_told_at_the_next_start(
    tmp_path: Path,
) -> None:
    home = old.seed(tmp_path)
    async with running(tmp_path / "data") as ends:
        await imported(ends, home)
    async with running(tmp_path / "data") as ends:
        reported = [one for one in ends.heard if isinstance(one, library.ChoicesImported)]
        ends.post(library.CompleteImport())
        await ends.samples()
    async with running(tmp_path / "data") as ends:
        again = [one for one in ends.heard if isinstance(one, library.ChoicesImported)]

    assert [one.settings["auto_play"] for one in reported] == [False]
    assert not again


def _killed(command: list[str], after: float) -> None:
    """Start a process, and kill it some seconds after it began."""
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"running\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()


async def test_killed_at_any_moment_it_is_done_or_completed_by_the_next_start(
    tmp_path: Path,
) -> None:
    home = old.seed(tmp_path)
    for number in range(400):
        old.sound(tmp_path / "sounds" / "Drums" / f"many/{number}.wav")
    (tmp_path / "sounds/Drums/.sempal_samples.db").unlink()
    old.marks(
        tmp_path / "sounds/Drums",
        old.FILES_TAGGED,
        {f"many/{number}.wav": 1 for number in range(400)},
    )
    chance = random.Random(5)  # noqa: S311 - a repeatable one is wanted
    counts = set[int]()
    for _ in range(KILLS):
        folder = tmp_path / f"data {_}"
        command = [sys.executable, "-m", "tests.actors.library.predecessor.process"]
        _killed([*command, str(home), str(folder)], chance.uniform(0.0, 0.12))
        with closing(sqlite3.connect(folder / "library.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept = connection.execute("SELECT count(*) FROM sample WHERE tag = 1").fetchone()
            done = connection.execute("SELECT count(*) FROM import").fetchone()[0]
            begun = pending_import(connection) is not None
        if not begun:
            counts.add(kept[0])
        async with running(folder) as ends:
            if begun:
                completed = await ends.until(library.Imported)
                assert not completed.report.already
            again = await imported(ends, home)

            assert again.report.already is bool(done or begun)
            assert len([one for one in await ends.samples() if one.tag is Tag.KEEP]) == 401

    assert counts <= {0, 401}


def test_a_large_import_is_stored_in_short_steps(tmp_path: Path) -> None:
    """A mark is stored between two of them."""
    root = bytes(tmp_path)
    names = [b"pack %d/%d.wav" % (number % 7, number) for number in range(5 * CHUNK)]
    files = {(root, name): PlannedFile(1, 1, Tag.KEEP, listed=True) for name in names}
    collection = PlannedCollection("kit", "Kit", tuple(files), None, None)
    source = PlannedSource("one", "one", root, root, online=True)
    plan = Plan(Installation(), (root,), (source,), files, (collection,), (), (), 0, ())
    schema.create(tmp_path / "library.db", schema.steps())
    sizes: list[tuple[int, int]] = []
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        store = Storage(plan, 1.0, None)
        while store.step(connection, 0.0) is None:
            connection.commit()
            sizes += connection.execute(
                "SELECT (SELECT count(*) FROM sample), (SELECT count(*) FROM member)"
            ).fetchall()
            connection.execute("DELETE FROM folder WHERE id NOT IN (SELECT folder FROM sample)")
        connection.commit()
        again = Storage(plan, 2.0, None).step(connection, 1.0)

    assert sizes == [
        *((number * CHUNK, 0) for number in range(1, 6)),
        *((5 * CHUNK, number * CHUNK) for number in range(1, 6)),
    ]
    assert again is not None
    assert again.already
