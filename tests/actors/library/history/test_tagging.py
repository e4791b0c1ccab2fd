"""Marks, undo and redo on a real library."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.library import schema
from actors.library.history import journal, tagging
from actors.library.query.sample_ids import Lists
from actors.library.undo import undo_or_redo
from actors.messages import library
from models.audio.units import SampleId
from models.library.action import Action, ActionKind
from models.library.query import Query
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind
from tests.actors.library.ends import Ends, changed_tags, running, write
from tests.actors.library.history.stored import stored
from ui.text.notices import notice_words

KEEP, TRASH, NEUTRAL = Tag.KEEP, Tag.TRASH, Tag.NEUTRAL


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    return folder


async def three(ends: Ends, root: Path) -> list[SampleId]:
    for name in ("kick", "snare", "hat"):
        write(root / f"{name}.wav")
    await ends.add(root)
    return [sample.id for sample in sorted(await ends.samples(), key=lambda one: one.name)]


async def mark(ends: Ends, tag: Tag, *samples: SampleId) -> library.StepDone | library.NothingDone:
    ends.post(library.Mark(samples, tag))
    return await ends.outcome()


def step(words: str, tags: dict[SampleId, Tag], *, undone: bool = False) -> library.StepDone:
    """Return the event of a step with this wording."""
    kinds = (NoticeKind.DONE, NoticeKind.UNDONE, NoticeKind.REDONE)
    marks = (ActionKind.KEEP, ActionKind.REJECT, ActionKind.CLEAR_MARK)
    names = ("hat.wav", "kick.wav", "snare.wav")
    actions = [Action(kind, name) for kind in marks for name in names]
    actions += [Action(kind, count=many) for kind in marks for many in (2, 3)]
    made = [Notice(kind, about=action) for kind in kinds for action in actions]
    (notice,) = [one for one in made if notice_words(one) == words]
    return library.StepDone(notice, library.TagsChanged(tags), undone)


async def tags(ends: Ends) -> list[Tag]:
    return [sample.tag for sample in sorted(await ends.samples(), key=lambda one: one.name)]


async def test_a_mark_is_kept_and_can_be_taken_back(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, kick, snare = await three(ends, root)
        changed = await mark(ends, KEEP, kick, snare)
        ahead = await ends.until(library.HistoryChanged)
        kept = await tags(ends)
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)
        behind = await ends.until(library.HistoryChanged)

        assert changed == step("Kept 2 samples", {kick: KEEP, snare: KEEP})
        assert ahead == library.HistoryChanged(Action(ActionKind.KEEP, count=2), None)
        assert kept == [NEUTRAL, KEEP, KEEP]
        assert undone == step("Undo: keep 2 samples", {kick: NEUTRAL, snare: NEUTRAL}, undone=True)
        assert behind == library.HistoryChanged(None, Action(ActionKind.KEEP, count=2))
        assert await tags(ends) == [NEUTRAL] * 3
        assert hat not in changed_tags(changed)


async def test_steps_are_there_after_a_restart(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, kick, _ = await three(ends, root)
        await mark(ends, KEEP, hat)
        await mark(ends, TRASH, kick)
        ends.post(library.Undo())
        await ends.done(library.TagsChanged)
    async with running(home) as ends:
        first = await ends.until(library.HistoryChanged)
        ends.post(library.Redo())
        again = await ends.done(library.TagsChanged)

        assert first == library.HistoryChanged(
            Action(ActionKind.KEEP, "hat.wav"), Action(ActionKind.REJECT, "kick.wav")
        )
        assert changed_tags(again) == {kick: TRASH}
        assert await tags(ends) == [KEEP, TRASH, NEUTRAL]


async def test_the_opposite_mark_is_first_taken_away(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, kick, _ = await three(ends, root)
        await mark(ends, KEEP, hat)
        first = await mark(ends, TRASH, hat)
        second = await mark(ends, TRASH, hat)
        mixed = await mark(ends, KEEP, hat, kick)

        assert first == step("Cleared mark of “hat.wav”", {hat: NEUTRAL})
        assert changed_tags(second) == {hat: TRASH}
        assert changed_tags(mixed) == {hat: KEEP, kick: KEEP}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        (KEEP, NoticeKind.ALREADY_KEPT),
        (NEUTRAL, NoticeKind.NOT_MARKED),
        (TRASH, NoticeKind.ALREADY_REJECTED),
    ],
)
async def test_what_changes_nothing_is_no_step(
    home: Path, root: Path, tag: Tag, kind: NoticeKind
) -> None:
    async with running(home) as ends:
        hat, *_ = await three(ends, root)
        if tag is not NEUTRAL:
            await mark(ends, tag, hat)
        changed = await mark(ends, tag, hat)

        assert changed == library.NothingDone(Notice(kind))


async def test_nothing_to_undo_is_said(home: Path) -> None:
    async with running(home) as ends:
        ends.post(library.Undo())
        undone = await ends.outcome()
        ends.post(library.Redo())
        redone = await ends.outcome()

    assert undone == library.NothingDone(Notice(NoticeKind.NOTHING_TO_UNDO))
    assert redone == library.NothingDone(Notice(NoticeKind.NOTHING_TO_REDO))


async def test_a_forgotten_source_takes_its_steps_along(home: Path, root: Path) -> None:
    async with running(home) as ends:
        ids = await three(ends, root)
        await mark(ends, KEEP, *ids)
        ends.post(library.Forget(bytes(root), confirmed=True))
        await ends.until(library.Forgotten)
        ends.post(library.Undo())
        undone = await ends.outcome()

        assert undone == library.NothingDone(Notice(NoticeKind.NOTHING_TO_UNDO))


async def test_a_moved_file_keeps_its_mark_and_its_steps(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, *_ = await three(ends, root)
        await mark(ends, KEEP, hat)
        (root / "hat.wav").rename(root / "hat closed.wav")
        await ends.add(root)
        moved = next(one for one in await ends.samples() if one.name == "hat closed.wav")
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)

        assert (moved.id, moved.tag) == (hat, KEEP)
        assert changed_tags(undone) == {hat: NEUTRAL}


async def test_the_list_shows_one_mark_alone(home: Path, root: Path) -> None:
    async with running(home) as ends:
        hat, kick, snare = await three(ends, root)
        await mark(ends, KEEP, kick)
        ends.post(library.List(ends.ticket(), Query(tag=KEEP)))
        kept = await ends.until(library.Listed)
        ends.post(library.List(ends.ticket(), Query(tag=NEUTRAL)))
        others = await ends.until(library.Listed)

        assert kept.ids.array.tolist() == [kick]
        assert others.ids.array.tolist() == [hat, snare]


# ------------------------------------------------------------------ the law

COUNT = 4
some = st.lists(st.integers(1, COUNT), min_size=1, max_size=COUNT, unique=True)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), some, st.sampled_from(Tag)),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("redo"), st.none(), st.none()),
    ),
    max_size=25,
)


def library_of(count: int) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection, schema.steps())
    connection.execute("INSERT INTO source (id, root) VALUES (1, x'2f')")
    connection.execute("INSERT INTO folder (id, source, path, key) VALUES (1, 1, x'', '')")
    connection.executemany(
        "INSERT INTO sample (id, source, folder, name, key, words, size, mtime_ns, frames, rate,"
        " channels, length, format, token) VALUES (?, 1, 1, ?, '', '', 0, 0, 0, 0, 0, 0, '', x'')",
        [(number, b"%d.wav" % number) for number in range(1, count + 1)],
    )
    return connection


def tags_of(connection: sqlite3.Connection) -> list[int]:
    return [tag for (tag,) in connection.execute("SELECT tag FROM sample ORDER BY id")]


@given(deeds)
def test_undo_and_redo_walk_through_the_states(deeds: Sequence[tuple[str, object, object]]) -> None:
    with closing(library_of(COUNT)) as connection:
        states, at = [[0] * COUNT], 0
        for deed, samples, tag in deeds:
            if deed == "mark":
                chosen = [SampleId(number) for number in samples]  # type: ignore[attr-defined]
                event = tagging.mark(connection, chosen, tag)  # type: ignore[arg-type]
                if isinstance(event, library.StepDone):
                    states, at = [*states[: at + 1], tags_of(connection)], at + 1
            elif deed == "undo" and at:
                at -= 1
                _step(connection, undo=True)
            elif deed == "redo" and at < len(states) - 1:
                at += 1
                _step(connection, undo=False)

            assert tags_of(connection) == states[at]
            assert (journal.next_step(connection, back=True) is not None) == (at > 0)
            assert (journal.next_step(connection, back=False) is not None) == (at < len(states) - 1)


def _step(connection: sqlite3.Connection, *, undo: bool) -> None:
    event = undo_or_redo(connection, back=undo)
    assert isinstance(event, library.StepDone)
    assert event.undone is undo


def test_old_steps_go() -> None:
    with closing(library_of(1)) as connection:
        turns = [KEEP, NEUTRAL] * (journal.KEPT // 2 + 5)
        for tag in turns:
            tagging.mark(connection, [SampleId(1)], tag)
        (count,) = connection.execute("SELECT count(*) FROM step").fetchone()
        (details,) = connection.execute("SELECT count(*) FROM step_tag").fetchone()

        assert (count, details) == (journal.KEPT, journal.KEPT)


async def test_a_library_of_the_first_version_is_brought_up(tmp_path: Path) -> None:
    stored(tmp_path / "library.db", (1, 1, 2), schema.steps()[:1])
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as connection:
        connection.execute("UPDATE sample SET tag = -1 WHERE id = 2")
    async with running(tmp_path) as ends:
        before = {sample.id: sample.tag for sample in await ends.samples()}
        changed = await mark(ends, KEEP, SampleId(1), SampleId(2))
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)

        assert before == {1: NEUTRAL, 2: TRASH, 3: NEUTRAL}
        assert changed_tags(changed) == {1: KEEP, 2: KEEP}
        assert changed_tags(undone) == {1: NEUTRAL, 2: TRASH}
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.steps()),)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with closing(sqlite3.connect(tmp_path / "library.db.version-1")) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert tags_of(kept) == [0, -1, 0]


def test_the_marked_few_are_found_without_looking_at_the_others() -> None:
    count, looked = 5_000, 0

    def look() -> int:
        nonlocal looked
        looked += 1
        return 0

    with closing(library_of(count)) as connection:
        lists = Lists()
        lists.run_query(connection, Query())  # sorts all of them, once
        tagging.mark(connection, [SampleId(7), SampleId(70)], KEEP)
        connection.set_progress_handler(look, 1)  # for every instruction of SQLite's machine
        found = lists.run_query(connection, Query(tag=KEEP))

    assert sorted(found.ids.tolist()) == [7, 70]
    assert looked < count


def test_many_marks_are_one_step() -> None:
    with closing(library_of(10_000)) as connection:
        every = [SampleId(number) for number in range(1, 10_001)]
        event = tagging.mark(connection, every, TRASH)

        assert notice_words(event.notice) == "Rejected 10\u2009000 samples"
        assert set(tags_of(connection)) == {-1}
