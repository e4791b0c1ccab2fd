"""Sheets and menus take the keyboard; what is pressed quickly reaches what it was meant for."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
import trio
from kivy.core.window import Window

from models.state.app import AppState
from models.state.screen import Sheet
from tests.ui.harness import Mouse, Screen, frames, keys, parts, sample_list, shot, window
from ui.browser.side import SidePart
from ui.shell.rename_sheet import RenameSheet
from ui.widgets.menu import Menu

SHEETS = {
    "ctrl+comma": Sheet.OPTIONS,
    "question": Sheet.KEYS,
    "F2": Sheet.RENAME,
    "ctrl+o": Sheet.ADD,
}
HARMFUL = ("Down", "Right", "Left", "Delete", "apostrophe", "x", "m", "d", "s", "p", "ctrl+z", "l")


@pytest.fixture
def sounds(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "sounds"
    shutil.copytree(demo_sounds / "Drums", folder / "Drums")
    (folder / "Target").mkdir()
    shutil.copy(next(demo_sounds.glob("Pads/*.*")), folder / "Target")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))


def touched(state: AppState) -> tuple[object, ...]:
    """Return what keys change behind a sheet."""
    return (
        *(state.browser.row, state.browser.selection, state.browser.query, state.map.shown),
        *(state.settings.display, state.screen.notice, len(state.browser.ids)),
        *(state.transport.loop, state.duplicates.shown),
        tuple(row.tag if row else None for row in state.browser.window.rows),
    )


def shows(sheet: Sheet, state: AppState) -> bool:
    return state.screen.sheet is sheet


def at(row: int) -> tuple[int, int]:
    """Return the middle of a row in coordinates of the X server."""
    left, bottom, width, tall = sample_list().box(row)
    return on_screen(left + width / 3, bottom + tall / 2)


def on_screen(x: float, y: float) -> tuple[int, int]:
    return round(Window.left + x), round(Window.top + Window.height - y)


def at_once(*command: object) -> None:
    """Let the X server have many events before the window looks at the first of them."""
    subprocess.run(["xdotool", *map(str, command)], check=True)


async def silent(screen: Screen, row: int) -> AppState:
    """Focus a row and stop its sound: Esc would stop that first."""
    await keys(*["Down"] * (row + 1))
    await screen.until(lambda state: state.editor.sample is not None)
    await keys("Escape")
    return await screen.until(lambda state: state.browser.row == row and not state.transport.active)


async def test_an_open_sheet_or_menu_takes_all_keys(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path, sounds) as screen:
        await silent(screen, 2)
        before, there = touched(screen.state), files(sounds)
        for opening, sheet in SHEETS.items():
            await keys(opening)
            await screen.until(partial(shows, sheet))
            if screen.root.editing:  # a click beside the field takes the keyboard from it
                field = parts(type(screen.root._sheet))[0]
                left, bottom, width, _ = field.card
                await Mouse.click(left + width / 2, bottom + 6)
                assert not screen.root.editing
            await keys(*HARMFUL)
            await frames(3)
            assert screen.state.screen.sheet is sheet
            assert touched(screen.state) == before, opening
            await keys("Escape")
            await screen.until(lambda state: state.screen.sheet is None)
        x, y, width, tall = sample_list().box(1)
        await Mouse.click(x + width / 3, y + tall / 2, button=3)
        assert Menu.current is not None
        await screen.until(lambda state: state.browser.row in {1, 2})
        before = touched(screen.state)
        await keys("Delete", "m", "Down", "Down", "Up")
        shot("menu by keyboard")
        assert Menu.current is not None
        assert touched(screen.state) == before
        await keys("Escape")
        assert Menu.current is None
        assert files(sounds) == there


async def test_what_is_typed_at_once_goes_to_what_it_opened(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path, sounds) as screen:
        state = await silent(screen, 0)
        row = state.browser.focused
        assert row is not None
        at_once("key", "F2", "key", "s", "key", "m", "key", "d")
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
        with trio.fail_after(60):
            while not (found := parts(RenameSheet)) or not found[0].field.text.startswith("smd."):
                await frames(1)
        await frames(3)
        assert not screen.state.map.shown
        at_once("key", "Return")
        await screen.until(lambda state: state.screen.sheet is None)
        assert [name for name in files(sounds) if "smd" in name]

        at_once("key", "f", "key", "k", "key", "i", "key", "c", "key", "k")
        await screen.until(lambda state: state.browser.query.words == "kick")


async def test_a_quick_drag_takes_the_row_that_was_pressed(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path, sounds) as screen:
        state = await screen.until(lambda state: bool(state.browser.window.row(3)))
        third = state.browser.window.row(3)
        assert third is not None
        folders = parts(SidePart)[0]._folders
        row = next(n for n, one in enumerate(state.folders.visible) if one.name == "Target")
        left, bottom, width, tall = folders.box(row + 1)  # below the row for all of them
        target = on_screen(left + width / 3, bottom + tall / 2)
        start, above, before = at(3), at(1), set(files(sounds / "Target"))
        at_once(
            *("mousemove", *start, "mousedown", 1, "mousemove", *above),
            *("mousemove", (above[0] + target[0]) // 2, (above[1] + target[1]) // 2),
        )
        await frames(3)
        await Mouse.move(left + width / 3, bottom + tall / 2)
        await frames(3)
        await Mouse.up()
        with trio.fail_after(60):
            while not (moved := set(files(sounds / "Target")) - before):
                await frames(1)
        assert [Path(name).name for name in moved] == [third.name]
