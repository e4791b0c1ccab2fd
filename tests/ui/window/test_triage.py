"""Keep and trash, by keys, buttons, swipes and many at once; and back again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.library.action import Action, ActionKind
from models.library.counts import Counts
from models.library.tag import Tag
from models.state.app import AppState
from models.state.lesson import Lesson, parse_lessons
from models.state.transport import Status
from tests.ui.harness import (
    Finger,
    Mouse,
    Screen,
    frames,
    keys,
    parts,
    pixels,
    sample_list,
    shot,
    window,
)
from tests.ui.stage import near
from tests.ui.window.test_collections import choose
from ui.browser.filters import Filters
from ui.shell.status_bar import StatusBar
from ui.shell.undo_bar import UndoBar
from ui.text.notices import notice_words
from ui.theme import PALETTE
from ui.waveform.lesson_card import LessonCard
from ui.waveform.picture import PictureView
from ui.widgets.button import PushButton
from ui.widgets.menu import Menu
from ui.widgets.stacking import overlaid


def tags(state: AppState) -> list[Tag | None]:
    return [row.tag if row else None for row in state.browser.window.rows[:5]]


def button(kind: type, words: str) -> PushButton:
    found = [piece for part in parts(kind) for piece in parts(PushButton, part)]
    # The text of a filter ends with a count.
    return next(
        piece
        for piece in found
        if words in {piece.text, piece.hint, piece.command, piece.text.rstrip("0123456789 ")}
    )


async def click(piece: PushButton) -> None:
    await Mouse.click(*piece.to_window(piece.center_x, piece.center_y))


async def tagged(screen: Screen, row: int, tag: Tag) -> AppState:
    return await screen.until(lambda state: tags(state)[row] is tag)


async def test_keys_keep_and_trash_and_undo(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        await keys("Down", "Escape")
        await keys("Right")
        kept = await tagged(screen, 0, Tag.KEEP)
        assert kept.transport.status is Status.STOPPED
        assert kept.browser.row == 0
        await keys("Left")
        await tagged(screen, 0, Tag.NEUTRAL)
        await keys("Left")
        trashed = await tagged(screen, 0, Tag.TRASH)
        assert trashed.editor.sample is not None
        assert trashed.editor.sample.tag is Tag.TRASH
        await keys("ctrl+z")
        await tagged(screen, 0, Tag.NEUTRAL)
        await keys("ctrl+z")
        await tagged(screen, 0, Tag.KEEP)
        await keys("ctrl+shift+z")
        await tagged(screen, 0, Tag.NEUTRAL)
        await keys("ctrl+y")
        await tagged(screen, 0, Tag.TRASH)
        last = await screen.until(
            lambda state: state.browser.counts == Counts(8, 0, 1, {}) and state.history.redo is None
        )
        shot("triage")
        left, bottom, _, height = (round(one) for one in sample_list().box(0))
        row = pixels()[::-1][bottom : bottom + height, left : left + 12, :3]
        stripe = near(row, PALETTE.trash)[4:-4]
        assert stripe[:, 2:6].all(), "beside the outline of the focused row"
        assert near(row, PALETTE.accent)[4:-4, :2].all()
        bar, status = parts(UndoBar)[0], parts(StatusBar)[0]
        assert bar.opacity == 1
        assert bar.top <= status.top, "no row is covered"

        assert last.history.undo is not None
        assert last.history.undo.kind is ActionKind.REJECT
        assert last.history.redo is None


async def test_decisions_and_what_was_learned_are_there_after_a_restart(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        (card,) = parts(LessonCard)
        assert card.taught[:4] == (Lesson.HEAR, Lesson.KEEP, Lesson.REJECT, Lesson.SIMILAR)
        shot("lessons")
        await keys("Right")
        await tagged(screen, 0, Tag.KEEP)
        await screen.until(lambda _state: Lesson.KEEP not in card.taught)
        assert card.taught[:3] == (Lesson.HEAR, Lesson.REJECT, Lesson.SIMILAR)
        await keys("Down", "Escape")
        await screen.until(lambda state: state.editor.sample is not None)
        await frames(2)
        assert not card.taught
        (picture,) = parts(PictureView)
        assert not overlaid(picture, (*picture.pos, *picture.size)), "the playhead moves alone"
    async with window(tmp_path) as screen:
        await screen.until(lambda state: bool(state.browser.window.rows))
        known = await screen.until(lambda state: state.screen.read)
        assert {Lesson.HEAR, Lesson.KEEP} <= parse_lessons(known.settings.learned)
        await tagged(screen, 0, Tag.KEEP)
        await keys("ctrl+z")
        await tagged(screen, 0, Tag.NEUTRAL)


async def test_a_row_that_leaves_the_filter_hands_on_the_focus_silently(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        count = len(screen.state.browser.ids)
        await click(button(Filters, "Unmarked"))
        await screen.until(lambda state: state.browser.query.tag is Tag.NEUTRAL)
        await keys("Down", "Escape")
        first, second = screen.state.browser.ids[0], screen.state.browser.ids[1]
        await keys("Right")
        state = await screen.until(lambda state: len(state.browser.ids) == count - 1)
        state = await screen.until(
            lambda state: state.editor.sample is not None and state.editor.sample.id == second
        )
        assert state.browser.focus == second
        assert state.transport.status is Status.STOPPED
        await click(button(Filters, "Keep"))
        state = await screen.until(lambda state: len(state.browser.ids) == 1)
        shot("filter-keep")
        assert state.browser.ids[0] == first
        await click(button(Filters, "Reject"))
        await screen.until(lambda state: not len(state.browser.ids))
        await click(button(Filters, "All"))
        await screen.until(lambda state: len(state.browser.ids) == count)


async def test_many_rows_are_marked_together(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        await keys("Down", "Escape", "shift+Down", "shift+Down")
        state = await screen.until(lambda state: len(state.browser.selection) == 3)
        assert state.transport.status is Status.STOPPED
        shot("many")
        await click(button(Filters, "Selected only"))
        state = await screen.until(lambda state: len(state.browser.ids) == 3)
        shot("selected only")
        await keys("Escape")
        await screen.until(lambda state: len(state.browser.ids) == 8)
        await keys("Home", "Escape", "shift+Down", "shift+Down", "Right")
        await screen.until(lambda state: tags(state)[:4] == [1, 1, 1, 0])
        await click(button(UndoBar, "Undo"))
        await screen.until(lambda state: tags(state)[:4] == [0, 0, 0, 0])
        await keys("Escape")
        await screen.until(lambda state: not state.browser.selection)
        await keys("ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == len(state.browser.ids))


async def test_a_plain_click_ends_the_selection_and_delete_takes_the_row_it_is_on(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five are selected, another row is clicked, Delete: that one goes, the five stay."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    folder = tmp_path / "kicks"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder)
    async with window(tmp_path / "data", folder) as screen:
        rows = sample_list()

        def at(row: int) -> tuple[float, float]:
            return (rows.center_x, rows.top - rows.row_height * (row + 0.5))

        async def five() -> None:
            await Mouse.click(*at(0))
            await screen.until(lambda state: state.browser.row == 0 and not state.browser.selection)
            await keys(*["shift+Down"] * 4)
            await screen.until(lambda state: len(state.browser.selection) == 5)

        count, names = len(screen.state.browser.ids), {path.name for path in folder.iterdir()}
        await five()
        await keys("Down")
        state = await screen.until(lambda state: state.browser.row == 5)
        assert not state.browser.selection
        await five()
        await Mouse.click(*at(6))
        state = await screen.until(lambda state: state.browser.row == 6)
        assert not state.browser.selection
        heard = state.browser.window.row(6)
        assert heard is not None
        await keys("Delete")
        state = await screen.until(lambda state: len(state.browser.ids) == count - 1)
        assert names - {path.name for path in folder.iterdir()} == {heard.name}
        await keys("ctrl+z")
        await screen.until(lambda state: len(state.browser.ids) == count)

        await five()
        await Mouse.click(*at(2), button=3)
        await choose("Delete 5 files")
        state = await screen.until(lambda state: len(state.browser.ids) == count - 5)
        await screen.until(
            lambda state: (
                state.screen.notice is not None
                and notice_words(state.screen.notice) == "Deleted 5 files"
            )
        )
        await keys("ctrl+z")
        await screen.until(lambda state: len(state.browser.ids) == count)
        await Mouse.click(*at(0))
        await keys("Escape", *["shift+Down"] * 2, "Left")
        await screen.until(lambda state: tags(state)[:4] == [Tag.TRASH] * 3 + [Tag.NEUTRAL])
        await click(button(Filters, "Reject"))
        await screen.until(lambda state: len(state.browser.ids) == 3)
        await frames(3)
        shot("rejected")
        await click(button(Filters, "Delete 3 rejected"))
        await screen.until(
            lambda state: state.history.undo == Action(ActionKind.DELETE_FILES, count=3)
        )
        assert len(list(folder.iterdir())) == count - 3
        await keys("ctrl+z")
        await screen.until(lambda state: len(state.browser.ids) == 3)
        assert {path.name for path in folder.iterdir()} == names


async def test_the_mouse_selects_with_ctrl_and_shift(tmp_path: Path, demo_sounds: Path) -> None:
    import trio

    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        rows = sample_list()

        def at(row: int) -> tuple[float, float]:
            return (rows.center_x, rows.top - rows.row_height * (row + 0.5))

        await Mouse.click(*at(0))
        await screen.until(lambda state: state.browser.row == 0)
        await trio.run_process(["xdotool", "keydown", "ctrl"])
        await frames(2)
        await Mouse.click(*at(2))
        await trio.run_process(["xdotool", "keyup", "ctrl"])
        both = lambda state: {state.browser.ids[0], state.browser.ids[2]}  # noqa: E731 - short
        await screen.until(lambda state: state.browser.selection == both(state))
        await trio.run_process(["xdotool", "keydown", "shift"])
        await frames(2)
        await Mouse.click(*at(4))
        await trio.run_process(["xdotool", "keyup", "shift"])
        state = await screen.until(lambda state: len(state.browser.selection) == 3)

        assert state.browser.selection == set(state.browser.ids.slice(2, 3))
        await Mouse.click(*at(3), button=3)
        await frames(3)
        assert Menu.current is not None
        lines = Menu.current.choices
        assert [one.words for one in lines if one.danger] == ["Delete 3 files"] == [lines[-1].words]
        assert len({one.x + one.indent for one in parts(PushButton, Menu.current)}) == 1
        shot("row menu")
        assert Menu.shut()


async def test_a_swipe_marks_and_the_bar_takes_it_back(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        rows = sample_list()
        x, y = rows.center_x, rows.top - rows.row_height * 1.5
        finger = await Finger(x, y).drag(x + 40, y)
        await finger.go(x + 150, y + 2)
        shot("swipe")
        await finger.up()
        state = await tagged(screen, 1, Tag.KEEP)
        assert state.transport.status is Status.STOPPED, "a swipe is no tap"
        bar = parts(UndoBar)[0]
        await frames(2)
        assert bar.opacity == 1
        shot("undo-bar")
        finger = await Finger(x, y - rows.row_height).drag(x - 40, y - rows.row_height)
        await finger.go(x - 150, y - rows.row_height)
        await finger.up()
        await tagged(screen, 2, Tag.TRASH)
        await click(button(UndoBar, "Undo"))
        await tagged(screen, 2, Tag.NEUTRAL)


async def test_a_short_swipe_means_nothing(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        rows = sample_list()
        x, y = rows.center_x, rows.top - rows.row_height * 1.5
        finger = await Finger(x, y).drag(x + 60, y)
        await finger.up()
        await frames(5)

        assert set(tags(screen.state)) <= {Tag.NEUTRAL}
        assert screen.state.browser.fresh


async def test_the_buttons_above_the_list_mark_what_is_shown(
    tmp_path: Path, demo_sounds: Path
) -> None:
    from ui.waveform.tools import Tools

    async with window(tmp_path, demo_sounds / "Drums" / "Kicks") as screen:
        await keys("Down", "Escape")
        await click(button(Tools, "Keep"))
        await tagged(screen, 0, Tag.KEEP)
        await click(button(Tools, "Keep"))
        await tagged(screen, 0, Tag.NEUTRAL)  # a lit button is switched off
