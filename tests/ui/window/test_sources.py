"""Sources, folders, search and density under keys and mouse."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import trio
from kivy.uix.widget import Widget

from actors.messages import intents
from models.library.query import Query
from models.state.app import AppState
from models.state.screen import Density, Panel, Sheet
from tests.ui.harness import (
    PATIENCE,
    Finger,
    Mouse,
    Screen,
    frames,
    keys,
    parts,
    pixels,
    sample_list,
    shot,
    typed,
    window,
)
from tests.ui.window.test_list import write_wav
from ui.browser.header import Header
from ui.browser.name_list import NameList
from ui.browser.side import SidePart
from ui.shell.add_sheet import AddSheet
from ui.shell.forget_sheet import ForgetSheet
from ui.text.notices import notice_words
from ui.waveform.lesson_card import LessonCard
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu
from ui.widgets.text_field import Field

CHEVRON = 20
"""Pixels from the left edge to the chevron of a folder of the first level."""


def lists() -> tuple[NameList, NameList]:
    """Return the lists of sources and of folders."""
    sources, folders = sorted(parts(NameList, parts(SidePart)[0]), key=lambda piece: -piece.y)
    return sources, folders


def row_of(rows: NameList, row: int) -> float:
    """Return the height of the middle of a row, in window pixels."""
    return float(rows.top - (row + 0.5) * rows.row_height)


def name(state: AppState, row: int) -> str:
    """Return the name in a row of the tree, the first below the one for all of them."""
    return state.folders.visible[row].name


def button(words: str) -> PushButton:
    """Return the button that says so, or has such a hint or command."""
    (found,) = (
        piece for piece in parts(PushButton) if words in {piece.text, piece.hint, piece.command}
    )
    return found


def words_of(piece: Widget) -> str:
    """Return all that is written in a part of the window."""
    return " ".join(label.text for label in parts(TextLabel, piece))


async def press(piece: Widget) -> None:
    await Mouse.click(piece.center_x, piece.center_y)


def settled(state: AppState) -> bool:
    return not state.browser.waiting


async def test_a_folder_that_is_clicked_narrows_the_list(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        whole = len(screen.state.browser.ids)
        _, folders = lists()
        await Mouse.click(folders.center_x, row_of(folders, 1))
        state = await screen.until(
            lambda state: state.browser.query.folder != b"" and settled(state)
        )
        assert state.screen.focus is Panel.FOLDERS
        assert len(state.browser.ids) == state.folders.visible[0].count < whole
        await Mouse.click(folders.center_x, row_of(folders, 0))
        state = await screen.until(
            lambda state: state.browser.query.folder == b"" and settled(state)
        )
        assert len(state.browser.ids) == whole


async def test_a_chevron_opens_and_closes_without_narrowing(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        _, folders = lists()
        before = len(screen.state.folders.visible)
        at = next(row for row in range(before) if screen.state.folders.visible[row].parent)
        spot = (folders.x + CHEVRON, row_of(folders, at + 1))
        await Mouse.click(*spot)
        opened = await screen.until(lambda state: len(state.folders.visible) > before)
        await frames(2)
        shot("folder open")
        assert opened.browser.query.folder == b""
        assert opened.folders.visible[at + 1].depth == opened.folders.visible[at].depth + 1
        await Mouse.click(*spot)
        await screen.until(lambda state: len(state.folders.visible) == before)


async def test_arrows_walk_the_tree_and_open_it(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await keys("g", "f")
        await screen.until(lambda state: state.screen.focus is Panel.FOLDERS)
        at = next(
            row
            for row, folder in enumerate(screen.state.folders.visible)
            if folder.parent and folder.count
        )
        parent = screen.state.folders.visible[at].path
        await keys(*(["Down"] * (at + 1)))
        await screen.until(lambda state: state.folders.focus == parent and settled(state))
        await keys("Right")
        await screen.until(lambda state: parent in state.folders.open)
        await keys("Right")
        child = await screen.until(
            lambda state: (
                state.folders.focus == state.folders.visible[at + 1].path
                and state.browser.query.folder == state.folders.focus
                and settled(state)
            )
        )
        assert len(child.browser.ids) == child.folders.visible[at + 1].count
        shot("walked the tree")
        await keys("Up", "Left")
        await screen.until(lambda state: parent not in state.folders.open)
        await keys("Home")
        state = await screen.until(lambda state: state.folders.focus == b"" and settled(state))
        assert len(state.browser.ids) == state.sources.all[0].count
        await keys("g", "s")
        await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)


def two_sources(folder: Path) -> tuple[Path, Path]:
    for source, count in (("left", 3), ("right", 5)):
        (folder / source).mkdir()
        for number in range(count):
            write_wav(folder / source / f"{source} {number}.wav")
    return folder / "left", folder / "right"


async def test_keys_and_mouse_go_from_source_to_source(tmp_path: Path) -> None:
    left, right = two_sources(tmp_path)
    async with window(tmp_path / "library", left, right) as screen:
        sources, _ = lists()
        assert len(screen.state.browser.ids) == 8
        assert screen.state.browser.query.source is None
        await Mouse.click(sources.center_x, row_of(sources, 1))
        state = await screen.until(lambda state: len(state.browser.ids) == 3)
        assert state.screen.focus is Panel.SOURCES
        await keys("Down")
        state = await screen.until(lambda state: len(state.browser.ids) == 5)
        assert state.browser.query.source == state.sources.all[1].id
        await keys("Up", "Up")
        await screen.until(lambda state: len(state.browser.ids) == 8)
        await Mouse.click(sources.center_x, row_of(sources, 2))
        await screen.until(lambda state: len(state.browser.ids) == 5)
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("left")
        await screen.until(lambda state: state.browser.elsewhere == 3)
        await frames(2)
        shot("no match here")
        assert "0 here · 3 in all sources" in words_of(screen.root)
        await press(button("Search all sources"))
        state = await screen.until(lambda state: len(state.browser.ids) == 3)
        assert state.browser.query == Query(words="left")


async def choose(screen: Screen, row: int, words: str) -> None:
    """Choose from the menu of a source."""
    sources, _ = lists()
    await Mouse.click(sources.center_x, row_of(sources, row), button=3)
    assert Menu.current is not None
    await frames(2)
    await press(button(words))
    assert Menu.current is None


async def test_the_menu_of_a_source_scans_it_again(tmp_path: Path) -> None:
    left, right = two_sources(tmp_path)
    async with window(tmp_path / "library", left, right) as screen:
        write_wav(left / "new.wav")
        await choose(screen, 1, "Rescan")
        state = await screen.until(lambda state: state.sources.all[0].count == 4)
        assert state.sources.all[1].count == 5


async def test_the_menu_of_a_source_removes_it_and_keeps_the_files(tmp_path: Path) -> None:
    left, right = two_sources(tmp_path)
    async with window(tmp_path / "library", left, right) as screen:
        sources, _ = lists()
        await Mouse.click(sources.center_x, row_of(sources, 2), button=3)
        await frames(2)
        shot("menu of a source")
        assert [piece.text for piece in parts(PushButton, Menu.current)][:1] != []
        await Mouse.click(sources.center_x, sources.y - 200)  # beside it: only closes it
        assert Menu.current is None
        assert len(screen.state.sources.all) == 2
        await choose(screen, 2, "Remove from library")
        state = await screen.until(lambda state: len(state.sources.all) == 1 and settled(state))
        await frames(2)
        shot("source removed")
        assert state.sources.all[0].name == "left"
        assert len(list(right.iterdir())) == 5
        assert state.browser.query.source in {None, state.sources.all[0].id}
        assert len(state.browser.ids) == 3
        assert state.screen.notice is not None
        assert notice_words(state.screen.notice).startswith("Removed “right” (files untouched)")
        await keys("ctrl+z")
        state = await screen.until(lambda state: len(state.sources.all) == 2 and settled(state))
        assert state.sources.all[1].name == "right"
        assert len(state.browser.ids) == 3, "undoing lists nothing else"
        await Mouse.click(sources.center_x, row_of(sources, 0))
        await screen.until(lambda state: len(state.browser.ids) == 8)


async def test_forgetting_for_good_says_what_goes_and_asks(tmp_path: Path) -> None:
    left, right = two_sources(tmp_path)
    async with window(tmp_path / "library", left, right) as screen:
        await choose(screen, 2, "Forget for good…")
        await screen.until(lambda state: state.screen.sheet is Sheet.FORGET)
        await frames(3)
        shot("forget for good")
        (sheet,) = parts(ForgetSheet)
        assert "Will be lost: 5 samples." in [piece.text for piece in parts(TextLabel, sheet)]
        (button,) = (piece for piece in parts(PushButton, sheet) if piece.text == "Forget")
        await Mouse.click(*button.center)
        await screen.until(lambda state: len(state.sources.all) == 1 and state.screen.sheet is None)
        assert len(list(right.iterdir())) == 5


async def test_a_long_press_opens_the_menu_as_well(tmp_path: Path) -> None:
    left, right = two_sources(tmp_path)
    async with window(tmp_path / "library", left, right) as screen:
        sources, _ = lists()
        before = screen.state.browser.query
        finger = await Finger(sources.center_x, row_of(sources, 1)).down()
        while sources.moving:  # it waits for the long press
            await frames(1)
        opened = Menu.current is not None
        await finger.up()
        await frames(2)
        assert opened
        assert Menu.current is not None
        assert screen.state.browser.query == before
        Menu.shut()


async def test_a_source_is_added_by_writing_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, _ = two_sources(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with window(tmp_path / "library") as screen:
        shot("nothing added yet")
        await press(parts(PushButton, parts(LessonCard)[0])[0])
        await screen.until(lambda state: state.screen.sheet is Sheet.ADD)
        await frames(3)
        shot("add a source")
        field = parts(Field, parts(AddSheet)[0])[0]
        await press(field)
        await typed("~/lfet")
        await keys("Return")
        await screen.until(lambda state: state.sources.root_reason != "")
        await frames(2)
        shot("a mistyped source")
        assert (field.text, field.focus) == ("~/lfet", True)
        assert "lfet" in words_of(parts(AddSheet)[0])
        await keys("BackSpace", "BackSpace", "BackSpace", "e")
        with trio.fail_after(PATIENCE):
            while field.text != f"{left}/":
                await keys("Tab")
        assert field.focus
        shot("a completed source")
        await keys("Return")
        state = await screen.until(lambda state: len(state.browser.ids) == 3)
        assert state.screen.sheet is None
        assert state.sources.all[0].root == os.fsencode(left)


async def test_a_source_is_added_without_the_mouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_sources(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with window(tmp_path / "library") as screen:
        for number, source in enumerate(("~/left", "~/right"), start=1):
            await keys("ctrl+o")
            await screen.until(lambda state: state.screen.sheet is Sheet.ADD)
            await frames(3)
            await typed(source)
            await keys("Return")
            await screen.until(
                lambda state, number=number: (  # type: ignore[misc]
                    len(state.sources.all) == number and state.screen.sheet is None
                )
            )
        state = await screen.until(lambda state: len(state.browser.ids) == 5 and not state.tasks)
        assert state.browser.query.source == state.sources.all[1].id
        await keys("l")  # the keyboard is back with the window
        await screen.until(lambda state: state.transport.loop)
        await keys("ctrl+o")
        await screen.until(lambda state: state.screen.sheet is Sheet.ADD)
        await frames(3)
        await typed("l")
        await keys("Escape")
        state = await screen.until(lambda state: state.screen.sheet is None)
        assert state.transport.loop
        await keys("Down")
        await screen.until(lambda state: state.browser.row == 0)


async def test_search_answers_while_a_scan_runs(tmp_path: Path) -> None:
    left, _ = two_sources(tmp_path)
    large = tmp_path / "large"
    for folder in range(20):
        (large / f"box {folder}").mkdir(parents=True)
        for number in range(150):
            write_wav(large / f"box {folder}" / f"tick {number}.wav", 400)
    async with window(tmp_path / "library", left) as screen:
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        screen.post(intents.AddSource(os.fsencode(large)))
        await screen.until(lambda state: bool(state.tasks))
        await typed("tick 149")
        shot("search while scanning")
        state = await screen.until(
            lambda state: (
                state.browser.query.words == "tick 149"
                and settled(state)
                and not state.tasks
                and len(state.browser.ids) == 20
            )
        )
        assert state.sources.all[-1].count == 3000
        await keys("ctrl+a", "BackSpace")
        await screen.until(lambda state: not state.browser.query.words and settled(state))


async def test_the_tablet_makes_every_target_as_large_as_a_finger(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        desktop = pixels()
        await press(button("Settings"))
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(3)
        shot("options")
        await press(button("Touch"))
        await screen.until(lambda state: state.settings.density is Density.TOUCH)
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)
        await frames(3)
        shot("tablet")
        assert not (pixels() == desktop).all()
        small = [
            (piece.text or piece.hint, piece.hit_width, piece.hit_height)
            for piece in parts(PushButton)
            if piece.opacity and min(piece.hit_width, piece.hit_height) < 44
        ]
        assert small == []
        for rows in (*lists(), sample_list()):
            assert rows.row_height >= 44
        field = parts(Field)[0]
        assert field.height >= 44
        header = parts(Header)[0]
        title = header._titles["length"]
        await Mouse.click(title.right - 8, header.y + 40)  # above the words: still the title
        state = await screen.until(lambda state: state.browser.query.sort.value == "length")
        assert state.screen.sheet is None
        await press(button("Settings"))
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(3)
        await press(button("Desktop"))
        await screen.until(lambda state: state.settings.density is Density.DESKTOP)
