"""Whatever is added, removed and taken back: no decision is lost, each file has one row."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.kernel.mailbox import Mailbox
from actors.library import schema
from actors.library.collections import collections, members
from actors.library.history import journal, retyping, sources, tagging
from actors.library.query import areas, scan
from actors.library.query.sample_ids import Lists
from actors.library.query.samples import path_of
from actors.library.steps import History
from actors.library.store import Store, open_store
from actors.messages import library
from models.audio.units import CollectionId, Frames, Hertz, SampleId
from models.library.file import Content, Entry, Sound
from models.library.path_prefix import relative_path
from models.library.query import Query, Sort
from models.library.tag import Tag
from models.library.text_folding import search_text
from models.types.sound_type import SoundType

FILES = (b"/m/a.wav", b"/m/k/b.wav", b"/m/k/c.wav", b"/m/k/k/d.wav", b"/m/s/e.wav", b"/n/f.wav")
ROOTS = (b"/m", b"/m/k", b"/m/k/k", b"/m/s", b"/n", b"/")
KIT = CollectionId(1)


@dataclass(frozen=True)
class Add:
    root: bytes


@dataclass(frozen=True)
class Remove:
    root: bytes


@dataclass(frozen=True)
class Narrow:
    root: bytes
    to: bytes


@dataclass(frozen=True)
class Mark:
    path: bytes
    tag: Tag


@dataclass(frozen=True)
class AddToCollection:
    path: bytes


@dataclass(frozen=True)
class Call:
    path: bytes
    type: SoundType


@dataclass(frozen=True)
class Turn:
    back: bool


Deed = Add | Remove | Narrow | Mark | AddToCollection | Call | Turn | None
"""`None`: close and open again."""

roots, files = st.sampled_from(ROOTS), st.sampled_from(FILES)
decided = st.one_of(
    st.builds(Mark, files, st.sampled_from((Tag.KEEP, Tag.TRASH))),
    st.builds(AddToCollection, files),
    st.builds(Call, files, st.sampled_from((SoundType.KICK, SoundType.SNARE))),
)
held = st.one_of(
    st.builds(Add, roots), st.builds(Add, roots), st.builds(Remove, roots),
    st.builds(Narrow, roots, roots),
)  # fmt: skip
turned = st.one_of(st.just(Turn(back=True)), st.just(Turn(back=False)), st.none())
deeds = st.lists(st.one_of(decided, held, held, turned), max_size=24)


@dataclass(frozen=True)
class Decided:
    """All decisions, by path."""

    tags: dict[bytes, Tag] = field(default_factory=dict[bytes, Tag])
    types: dict[bytes, SoundType] = field(default_factory=dict[bytes, SoundType])
    members: tuple[bytes, ...] = ()


Step = tuple[Decided, Decided] | tuple[bytes, bytes]
"""What was decided before and after, or what was a source before and after; empty: none."""


@dataclass
class Model:
    """What a person may expect."""

    roots: set[bytes] = field(default_factory=set[bytes])
    known: set[bytes] = field(default_factory=set[bytes])
    now: Decided = field(default_factory=Decided)
    done: list[Step] = field(default_factory=list[Step])
    undone: list[Step] = field(default_factory=list[Step])

    def is_held(self, path: bytes) -> bool:
        return any(relative_path(path, root) is not None for root in self.roots)

    def shown(self, paths: Iterable[bytes]) -> list[bytes]:
        return [path for path in paths if path in self.known and self.is_held(path)]

    def hold(self, root: bytes) -> None:
        if not self.is_held(root):
            self.roots = {one for one in self.roots if relative_path(one, root) is None} | {root}

    def let_go(self, before: bytes, after: bytes) -> None:
        self.roots.remove(before)
        self.roots |= {after} if after else set()

    def do(self, step: Step) -> None:
        self.undone.clear()
        self.done.append(step)
        self.apply(step, 1)

    def apply(self, step: Step, side: int) -> bool:
        """Take the other side of a step; tell whether there was anything to do."""
        before, after = step
        if isinstance(before, Decided) and isinstance(after, Decided):
            self.now = after if side else before
            return True
        assert isinstance(before, bytes)
        assert isinstance(after, bytes)
        if side and before in self.roots:
            self.let_go(before, after)
            return True
        if not side and not self.is_held(before):
            self.hold(before)
            return True
        return False

    def turn(self, *, back: bool) -> None:
        here, there = (self.done, self.undone) if back else (self.undone, self.done)
        while here:
            step = here.pop()
            if self.apply(step, 0 if back else 1):
                there.append(step)
                return

    def decide(self, path: bytes, after: Decided) -> None:
        if self.shown([path]) and after != self.now:
            self.do((self.now, after))

    def obey(self, deed: Deed) -> None:
        match deed:
            case Add(root=root):
                self.hold(root)
                self.known |= {path for path in FILES if relative_path(path, root) is not None}
                self.done = [step for step in self.done if not self._is_void(step)]
            case Remove(root=root) if root in self.roots:
                self.do((root, b""))
            case Narrow(root=root, to=to) if root in self.roots and relative_path(to, root):
                self.do((root, to))
            case Mark(path=path, tag=tag):
                self.decide(path, replace(self.now, tags={**self.now.tags, path: tag}))
            case Call(path=path, type=kind):
                self.decide(path, replace(self.now, types={**self.now.types, path: kind}))
            case AddToCollection(path=path) if path not in self.now.members:
                self.decide(path, replace(self.now, members=(*self.now.members, path)))
            case Turn(back=back):
                self.turn(back=back)
            case _:
                pass

    def _is_void(self, step: Step) -> bool:
        return isinstance(step[0], bytes) and self.is_held(step[0])


@given(deeds)
@settings(max_examples=40)
def test_no_decision_is_lost_and_each_file_has_one_row(deeds: Sequence[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trio.run(_live, Path(folder), deeds)


async def _live(folder: Path, deeds: Sequence[Deed]) -> None:
    model, left = Model(), [*deeds, None]
    async with open_store(folder) as store:
        await store.writer.write(partial(collections.add, name="Kit"))
        await store.writer.write(lambda connection: connection.execute("DELETE FROM step"))
    while left:  # once for every time it is opened
        async with open_store(folder) as store:
            while (deed := left.pop(0)) is not None:
                await _done(store, deed)
                model.obey(deed)
                await store.writer.read(partial(_check, model=model))
            await store.writer.read(partial(_check, model=model))


async def _done(store: Store, deed: Deed) -> None:
    events: Mailbox[library.Event] = Mailbox(100)
    history = History(store, events.address)
    by_path: dict[bytes, SampleId] = await store.rows.read(_shown)
    held = {
        area.root: area.source
        for area in await store.rows.read(areas.all_areas)
        if not area.removed
    }
    match deed:
        case Add(root=root):
            await store.writer.write(partial(_add, root=root))
        case Remove(root=root) if root in held:
            await history.record(partial(sources.remove, source=held[root]))
        case Narrow(root=root, to=to) if root in held and (folder := relative_path(to, root)):
            await history.record(partial(sources.narrow, source=held[root], folder=folder))
        case Mark(path=path, tag=tag) if path in by_path:
            await history.record(
                partial(tagging.mark, samples=[by_path[path]], tag=tag, exactly=True)
            )
        case Call(path=path, type=kind) if path in by_path:
            await history.record(partial(retyping.correct, wanted=[by_path[path]], sound=kind))
        case AddToCollection(path=path) if path in by_path:
            await history.record(
                partial(members.add_members, collection=KIT, samples=[by_path[path]])
            )
        case Turn(back=back):
            step = await history.undo_or_redo(back=back)
            while isinstance(step, journal.Step):  # of a source
                step = await history.undo_or_redo(back=back, meant=step)
        case _:
            pass


def _add(connection: sqlite3.Connection, root: bytes) -> None:
    """Hold a folder and scan it."""
    held = areas.add_folder(connection, root)
    sources.sweep(connection)
    known = {path for path, *_ in _rows(connection)}
    new = [path for path in FILES if relative_path(path, root) is not None and path not in known]
    scan.add_samples(connection, held.source, [_file(path, held.root) for path in new])


def _file(path: bytes, root: bytes) -> tuple[Entry, Content]:
    folder, _, name = (relative_path(path, root) or b"").rpartition(b"/")
    sound = Sound(Frames(1), Hertz(44_100), 1, "WAV")
    return Entry(folder, name, 1, 1), Content(1, 1, path.ljust(16), sound)


_Row = tuple[bytes, SampleId, bool, bytes, str, int]
"""Path, sample, hidden, path below the root, words, source of its folder."""


def _rows(connection: sqlite3.Connection) -> list[_Row]:
    rows = connection.execute(
        "SELECT sample.id, missing, root, path, name, words, sample.source, folder.source"
        " FROM sample JOIN folder ON folder.id = folder JOIN source ON source.id = sample.source"
    ).fetchall()
    assert all(of_sample == of_folder for *_, of_sample, of_folder in rows)
    return [
        (
            path_of(root, folder, name),
            SampleId(one),
            bool(missing),
            path_of(b"", folder, name),
            words,
            of,
        )
        for one, missing, root, folder, name, words, of, _ in rows
    ]


def _shown(connection: sqlite3.Connection) -> dict[bytes, SampleId]:
    return {path: one for path, one, hidden, *_ in _rows(connection) if not hidden}


def _check(connection: sqlite3.Connection, model: Model) -> None:
    rows = _rows(connection)
    assert sorted(path for path, *_ in rows) == sorted(model.known)
    assert all(words == search_text(inner) for _, _, _, inner, words, _ in rows)
    by_path = {path: one for path, one, *_ in rows}
    names = {one: path for path, one in by_path.items()}
    assert sorted(_shown(connection)) == sorted(model.shown(FILES))
    tags = dict(connection.execute("SELECT id, tag FROM sample WHERE tag != 0"))
    types = dict(connection.execute("SELECT sample, type FROM given_type"))
    order = connection.execute("SELECT sample FROM member ORDER BY place, sample")
    assert {names[one]: tag for one, tag in tags.items()} == model.now.tags
    assert {names[one]: SoundType(kind) for one, kind in types.items()} == model.now.types
    assert [names[one] for (one,) in order] == list(model.now.members)
    listed = Lists().run_query(connection, Query(sort=Sort.PLACE, collection=KIT)).ids
    assert [names[SampleId(one)] for one in listed.tolist()] == model.shown(model.now.members)
    (kit,) = collections.listed(connection)
    assert kit.count == len(model.shown(model.now.members))
    everything = Lists().run_query(connection, Query()).ids
    assert {names[SampleId(one)] for one in everything.tolist()} == set(model.shown(FILES))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    schema.create(tmp_path / "library.db", schema.steps())
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


DELETIONS = (
    "DELETE FROM source",
    "DELETE FROM folder",
    "DELETE FROM sample",
)


@pytest.mark.parametrize("deletion", DELETIONS)
@pytest.mark.parametrize(
    "decision",
    [Mark(b"/m/a.wav", Tag.TRASH), AddToCollection(b"/m/a.wav"), Call(b"/m/a.wav", SoundType.FX)],
)
def test_the_database_lets_no_sample_go_with_a_decision(
    connection: sqlite3.Connection, deletion: str, decision: Mark | AddToCollection | Call
) -> None:
    _add(connection, b"/m")
    collections.add(connection, "Kit")
    sample = _shown(connection)[decision.path]
    match decision:
        case Mark(tag=tag):
            tagging.mark(connection, [sample], tag)
        case Call(type=kind):
            retyping.correct(connection, [sample], kind)
        case AddToCollection():
            members.add_members(connection, KIT, [sample])

    with pytest.raises(sqlite3.IntegrityError, match="a decision would be lost"):
        connection.execute(deletion)
    with pytest.raises(sqlite3.IntegrityError, match="a decision would be lost"):
        connection.execute("DELETE FROM sample WHERE id = ?", (sample,))


def test_two_rows_of_one_file_become_one_with_the_decisions_of_both(
    connection: sqlite3.Connection,
) -> None:
    """A source is relocated into another one, which has scanned the files meanwhile."""
    _add(connection, b"/m")
    _add(connection, b"/n")
    collections.add(connection, "Kit")
    own = _shown(connection)
    tagging.mark(connection, [own[b"/m/k/b.wav"], own[b"/m/k/c.wav"]], Tag.KEEP)
    members.add_members(connection, KIT, [own[b"/m/s/e.wav"], own[b"/m/k/b.wav"]])
    (source,) = (one.source for one in areas.all_areas(connection) if one.root == b"/n")
    entries = [b"m/k/b.wav", b"m/k/c.wav", b"m/s/e.wav"]
    scan.add_samples(connection, source, [_file(b"/n/" + path, b"/n") for path in entries])
    tagging.mark(connection, [_shown(connection)[b"/n/m/k/c.wav"]], Tag.TRASH)

    (moved,) = (one.source for one in areas.all_areas(connection) if one.root == b"/m")
    held = areas.relocate_source(connection, moved, b"/n/m")

    now = _shown(connection)
    assert (held.source, held.folder) == (source, b"m")
    assert {area.root for area in areas.all_areas(connection)} == {b"/n"}
    assert set(now) == {
        b"/n/f.wav",
        b"/n/m/a.wav",
        b"/n/m/k/k/d.wav",
        *(b"/n/" + path for path in entries),
    }
    tags = dict(connection.execute("SELECT id, tag FROM sample WHERE tag != 0"))
    assert tags == {now[b"/n/m/k/b.wav"]: Tag.KEEP, now[b"/n/m/k/c.wav"]: Tag.TRASH}
    order = connection.execute("SELECT sample FROM member ORDER BY place").fetchall()
    assert order == [(now[b"/n/m/s/e.wav"],), (now[b"/n/m/k/b.wav"],)]
