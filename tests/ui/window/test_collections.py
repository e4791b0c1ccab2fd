"""Collections with the hands: keys, mouse, names."""

from __future__ import annotations

from pathlib import Path

from actors.messages import intents
from models.state.notice import Severity
from models.state.screen import Panel, Sheet
from models.state.transport import Status
from tests.ui.harness import (
    Mouse,
    Screen,
    endless,
    frames,
    keys,
    parts,
    sample_list,
    shot,
    typed,
    window,
)
from ui.browser.name_list import NameList
from ui.browser.sample_list import SampleList
from ui.collections.part import CollectionsPart
from ui.text.notices import notice_words
from ui.widgets.button import PushButton
from ui.widgets.menu import Menu


async def make(screen: Screen, name: str) -> None:
    """Make a collection as a person does: `+`, a name, Enter."""
    part = parts(CollectionsPart)[0]
    add = next(piece for piece in parts(PushButton, part) if piece.command == "new-collection")
    count = len(screen.state.collections.all)
    await Mouse.click(add.center_x, add.center_y)
    await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
    await typed(name)
    await keys("Return")
    await screen.until(lambda state: len(state.collections.all) == count + 1)


async def test_collect_by_number_and_go_there_by_chord(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down", "Escape", "1")  # the first collection is made by its number
        await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
        await frames(3)
        await typed("Dusty kit")
        await keys("Return")
        await screen.until(lambda state: [one.count for one in state.collections.all] == [1])
        await make(screen, "Live")
        await keys("g", "s", "Down", "Escape", "1", "2")
        await screen.until(lambda state: [one.count for one in state.collections.all] == [2, 1])
        assert screen.state.transport.status is Status.STOPPED
        await keys("1")
        await screen.until(lambda state: state.collections.flash == 1)
        await keys("g", "C")
        await screen.until(lambda state: state.screen.focus is Panel.COLLECTIONS)
        await keys("Home")
        await screen.until(lambda state: len(state.members.ids) == 2)
        shot("collections")
        await keys("g", "c")
        state = await screen.until(lambda state: state.screen.focus is Panel.MEMBERS)
        assert state.transport.status is Status.STOPPED
        await endless(screen)
        await keys("Down")
        playing = await screen.until(lambda state: state.transport.status is Status.PLAYING)
        assert playing.transport.sample == playing.members.ids[0]
        await keys("Escape", "alt+Down")
        first, second = playing.members.ids[0], playing.members.ids[1]
        await screen.until(lambda state: state.members.ids.array.tolist() == [second, first])
        await keys("Delete")
        await screen.until(lambda state: state.members.ids.array.tolist() == [second])
        await keys("ctrl+z")
        await screen.until(lambda state: state.members.ids.array.tolist() == [second, first])
    async with window(tmp_path) as screen:
        state = await screen.until(lambda state: len(state.members.ids) == 2)
        assert [one.name for one in state.collections.all] == ["Dusty kit", "Live"]


async def test_collections_are_renamed_moved_and_removed_by_key(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "One")
        await make(screen, "Two")
        await keys("g", "C", "Home", "F2")
        await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
        shot("rename")
        await keys("ctrl+a")
        await typed("Uno")
        await keys("Return")
        await screen.until(
            lambda state: [one.name for one in state.collections.all] == ["Uno", "Two"]
        )
        await keys("alt+Down")
        await screen.until(
            lambda state: [one.name for one in state.collections.all] == ["Two", "Uno"]
        )
        await keys("Delete")
        await screen.until(lambda state: [one.name for one in state.collections.all] == ["Two"])
        await keys("ctrl+z")
        await screen.until(
            lambda state: [one.name for one in state.collections.all] == ["Two", "Uno"]
        )
        await keys("n")
        await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
        await typed("two")
        await keys("Return")
        state = await screen.until(
            lambda state: (
                state.screen.notice is not None and state.screen.notice.severity is Severity.ERROR
            )
        )
        assert state.screen.notice is not None
        assert "already" in notice_words(state.screen.notice)


async def test_the_menu_of_a_row_adds_and_removes(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "Kit")
        rows = sample_list()
        await Mouse.click(rows.center_x, rows.top - rows.row_height * 0.5, 3)
        shot("row-menu")
        await choose("Add to “Kit”")
        await screen.until(lambda state: len(state.members.ids) == 1)
        members = next(part for part in parts(SampleList) if part.panel is Panel.MEMBERS)
        await Mouse.click(members.center_x, members.top - members.row_height * 0.5, 3)
        await choose("Remove from collection")
        await screen.until(lambda state: len(state.members.ids) == 0)


async def choose(words: str) -> None:
    """Press a line of the open menu."""
    assert Menu.current is not None
    line = next(piece for piece in parts(PushButton, Menu.current) if piece.text == words)
    await Mouse.click(line.center_x, line.center_y)
    await frames(2)


async def test_a_click_opens_a_collection(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        for name in ("One", "Two"):
            screen.post(intents.NameCollection(name))
        await screen.until(lambda state: len(state.collections.all) == 2)
        names = parts(NameList, parts(CollectionsPart)[0])[0]
        await Mouse.click(names.center_x, names.top - names.row_height * 1.5)
        state = await screen.until(
            lambda state: state.collections.focus == state.collections.all[1].id
        )

        assert state.screen.focus is Panel.COLLECTIONS


async def test_a_narrow_window_shows_collections_when_the_keyboard_goes_there(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads", size=(1024, 768)) as screen:
        screen.post(intents.NameCollection("One"))
        await screen.until(lambda state: len(state.collections.all) == 1)
        await frames(2)
        assert not parts(CollectionsPart)
        await keys("g", "C")
        await screen.until(lambda state: state.screen.focus is Panel.COLLECTIONS)
        await frames(2)
        shot("narrow")
        assert parts(CollectionsPart)
        await keys("g", "s")
        await frames(2)
        assert not parts(CollectionsPart)
