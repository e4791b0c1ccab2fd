"""Collections on a real library: a model in Python says what they must hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library.collections import collections, members
from actors.library.collections.rank import ranks_between
from actors.library.undo import undo_or_redo
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.action import Action, ActionKind
from models.library.collection import AlreadyMembers
from models.library.query import Query, Sort
from models.state.notice import Notice, NoticeKind
from tests.actors.library.ends import Ends, running
from tests.actors.library.history.test_tagging import library_of, three
from ui.text.notices import notice_words

SAMPLES = 6


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    return folder


async def reported(ends: Ends, order: library.Command) -> library.StepDone | library.NothingDone:
    ends.post(order)
    return await ends.outcome()


async def made(ends: Ends, name: str) -> CollectionId:
    ends.post(library.AddCollection(name))
    made = await ends.done(library.CollectionsChanged)
    assert isinstance(made.changed, library.CollectionsChanged)
    return made.changed.collections[0]


async def in_it(ends: Ends, collection: CollectionId, **query: object) -> list[int]:
    asked = Query(sort=Sort.PLACE, collection=collection, **query)  # type: ignore[arg-type]
    ends.post(library.List(ends.ticket(), asked))
    found: list[int] = (await ends.until(library.Listed)).ids.array.tolist()
    return found


async def test_samples_are_collected_in_order_and_stay_after_a_restart(
    home: Path, root: Path
) -> None:
    async with running(home) as ends:
        hat, kick, snare = await three(ends, root)
        kit = await made(ends, "Dusty kit")
        first = await reported(ends, library.AddToCollection(kit, (snare, hat)))
        second = await reported(ends, library.AddToCollection(kit, (hat, kick)))
        assert first == library.StepDone(
            Notice(NoticeKind.DONE, about=Action(ActionKind.ADD_MEMBERS, count=2, to="Dusty kit")),
            library.CollectionsChanged((kit,)),
        )
        assert second == library.StepDone(
            Notice(
                NoticeKind.DONE,
                count=1,
                about=Action(ActionKind.ADD_MEMBERS, "kick.wav", to="Dusty kit"),
            ),
            library.CollectionsChanged((kit,), AlreadyMembers(kit, (hat,))),
        )
    async with running(home) as ends:
        listed = await ends.until(library.CollectionsListed)
        assert [(one.name, one.count) for one in listed.collections] == [("Dusty kit", 3)]
        assert await in_it(ends, kit) == [snare, hat, kick]
        assert await in_it(ends, kit, descending=True) == [kick, hat, snare]
        assert await in_it(ends, kit, words="ha") == [hat]


async def test_a_duplicate_is_said_and_is_no_step(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, *_ = await three(ends, root)
        kit = await made(ends, "Kit")
        await reported(ends, library.AddToCollection(kit, (hat,)))
        again = await reported(ends, library.AddToCollection(kit, (hat,)))
        ends.post(library.Undo())
        undone = await ends.done(library.CollectionsChanged)

        assert again == library.NothingDone(
            Notice(NoticeKind.ALREADY_MEMBERS, "hat.wav", 1, to="Kit"), AlreadyMembers(kit, (hat,))
        )
        assert notice_words(undone.notice) == "Undo: add “hat.wav” to “Kit”"
        assert await in_it(ends, kit) == []


async def test_a_removed_collection_comes_back_as_it_was(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, kick, _ = await three(ends, root)
        first, second = await made(ends, "One"), await made(ends, "Two")
        await reported(ends, library.AddToCollection(first, (kick, hat)))
        await reported(ends, library.RemoveCollection(first))
        third = await made(ends, "Three")
        ends.post(library.Undo())
        await ends.done(library.CollectionsChanged)
        ends.post(library.Undo())
        listed = await ends.until(library.CollectionsListed)

        assert third not in {first, second}
        assert [(one.id, one.count) for one in listed.collections] == [(first, 2), (second, 0)]
        assert await in_it(ends, first) == [kick, hat]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (" ", "type a name"),
        ("x" * 201, "the name is longer than 200 characters"),
        ("dusty KIT ", "“Dusty kit” already exists"),
    ],
)
async def test_a_name_that_cannot_be_is_refused(home: Path, name: str, reason: str) -> None:
    async with running(home) as ends:
        await made(ends, "Dusty kit")
        ends.post(library.AddCollection(name))
        refused = await ends.until(library.CollectionRefused)

        assert refused.reason == reason


async def test_a_removed_source_leaves_collections_and_the_count_is_told(
    home: Path, root: Path
) -> None:
    async with running(home) as ends:
        ids = await three(ends, root)
        kit = await made(ends, "Kit")
        await reported(ends, library.AddToCollection(kit, tuple(ids)))
        source = (await ends.samples())[0].source
        ends.post(library.RemoveSource(source))
        listed = await ends.until(library.CollectionsListed)

        assert [(one.name, one.count) for one in listed.collections] == [("Kit", 0)]


async def test_a_missing_sample_stays(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, *_ = await three(ends, root)
        kit = await made(ends, "Kit")
        await reported(ends, library.AddToCollection(kit, (hat,)))
        (root / "hat.wav").unlink()
        await ends.add(root)

        assert await in_it(ends, kit) == [hat]


def test_many_samples_are_one_step() -> None:
    with closing(library_of(10_000)) as connection:
        collections.add(connection, "All")
        every = [SampleId(number) for number in range(1, 10_001)]
        members.add_members(connection, CollectionId(1), every)
        members.move_members(connection, CollectionId(1), every[5_000:], 0)

        assert rows(connection, 1)[0] == 5_001
        assert len(rows(connection, 1)) == 10_000


# ------------------------------------------------------------------ the law

Model = dict[str, list[int]]
names = st.sampled_from(["a", "b", "c", "A"])
some = st.lists(st.integers(1, SAMPLES), min_size=1, max_size=SAMPLES, unique=True)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("add"), names),
        st.tuples(st.just("remove"), names),
        st.tuples(st.just("rename"), names, names),
        st.tuples(st.just("place"), names, st.integers(0, 4)),
        st.tuples(st.just("collect"), names, some),
        st.tuples(st.just("uncollect"), names, some),
        st.tuples(st.just("move"), names, some, st.integers(0, SAMPLES)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=30,
)


def rows(connection: sqlite3.Connection, collection: int) -> list[int]:
    sql = "SELECT sample FROM member WHERE collection = ? ORDER BY place, sample"
    return [sample for (sample,) in connection.execute(sql, (collection,))]


def state_of(connection: sqlite3.Connection) -> list[tuple[str, list[int]]]:
    return [(one.name, rows(connection, one.id)) for one in collections.listed(connection)]


def expected(model: Model, deed: tuple[Any, ...]) -> Model:
    """Return what the library must hold after a deed."""
    kind, name = deed[0], deed[1]
    rest: list[Any] = list(deed[2:])
    model = deepcopy(model)
    taken = {known.casefold() for known in model}
    if kind == "add":
        if str(name).casefold() not in taken:
            model[str(name)] = []
    elif name not in model:
        pass
    elif kind == "remove":
        del model[str(name)]
    elif kind == "rename":
        others = {known.casefold() for known in model if known != name}
        if str(rest[0]).casefold() not in others:
            model = {rest[0] if known == name else known: held for known, held in model.items()}
    elif kind == "place":
        held = model.pop(str(name))
        pairs = list(model.items())
        pairs.insert(rest[0], (str(name), held))
        model = dict(pairs)
    else:
        _moved(model[str(name)], str(kind), rest)
    return model


def _moved(held: list[int], kind: str, rest: list[Any]) -> None:
    chosen: list[int] = rest[0]
    if kind == "collect":
        held += [sample for sample in chosen if sample not in held]
    elif kind == "uncollect":
        held[:] = [sample for sample in held if sample not in chosen]
    else:
        row: int = rest[1]
        moving = [sample for sample in held if sample in chosen]
        before = [sample for sample in held[:row] if sample not in chosen]
        behind = [sample for sample in held[row:] if sample not in chosen]
        held[:] = [*before, *moving, *behind]


def done(connection: sqlite3.Connection, deed: tuple[Any, ...]) -> None:
    kind, name = deed[0], deed[1]
    rest: list[Any] = list(deed[2:])
    ids = {one.name: one.id for one in collections.listed(connection)}
    one = ids.get(str(name), CollectionId(999))
    work: dict[str, Callable[[], object]] = {
        "add": lambda: collections.add(connection, str(name)),
        "remove": lambda: collections.remove(connection, one),
        "rename": lambda: collections.rename(connection, one, str(rest[0])),
        "place": lambda: collections.place(connection, one, rest[0]),
        "collect": lambda: members.add_members(connection, one, rest[0]),
        "uncollect": lambda: members.remove_members(connection, one, rest[0]),
        "move": lambda: members.move_members(connection, one, rest[0], rest[1]),
    }
    work[str(kind)]()


@settings(max_examples=150)
@given(deeds)
def test_whatever_is_done_collections_are_as_the_model_says(
    deeds: list[tuple[Any, ...]],
) -> None:
    with closing(library_of(SAMPLES)) as connection:
        states: list[Model] = [{}]
        at = 0
        for deed in deeds:
            if deed == ("undo",):
                if at:
                    at -= 1
                    _turned(connection, undo=True)
            elif deed == ("redo",):
                if at < len(states) - 1:
                    at += 1
                    _turned(connection, undo=False)
            else:
                steps = _steps(connection)
                done(connection, deed)
                model = expected(states[at], deed)
                if _steps(connection) != steps:
                    states, at = [*states[: at + 1], model], at + 1
                else:
                    assert list(model.items()) == list(states[at].items())

            assert state_of(connection) == list(states[at].items())


def _steps(connection: sqlite3.Connection) -> int:
    known: int = connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0]
    return known


def _turned(connection: sqlite3.Connection, *, undo: bool) -> None:
    event = undo_or_redo(connection, back=undo)
    assert isinstance(event, library.StepDone)
    assert event.undone is undo


@given(st.floats(-1e6, 1e6), st.floats(1e-9, 1e6), st.integers(1, 50))
def test_places_lie_between(low: float, apart: float, count: int) -> None:
    found = ranks_between(low, low + apart, count)

    if found is not None:
        assert sorted(set(found)) == found
        assert low < found[0]
        assert found[-1] < low + apart


def test_moving_often_into_the_same_gap_never_runs_out_of_room() -> None:
    with closing(library_of(3)) as connection:
        collections.add(connection, "a")
        members.add_members(connection, CollectionId(1), [SampleId(one) for one in (1, 2, 3)])
        for _ in range(200):
            last = rows(connection, 1)[-1]
            members.move_members(connection, CollectionId(1), [SampleId(last)], 1)

        assert sorted(rows(connection, 1)) == [1, 2, 3]
