"""Files of another program over our window: what a drop would do is shown, then done."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import trio

from models.state.app import AppState
from tests.ui.harness import PATIENCE, Screen, frames, keys, parts, shot, window
from tests.ui.receiver import Receiver, xdotool
from tests.ui.sender import sender
from tests.ui.window.test_carrying import collections, counts, middle, one_kick
from tests.ui.window.test_clipboard import hears
from tests.ui.window.test_collections import make
from tests.ui.window.test_drag_out import go, place
from ui.browser.side import SidePart
from ui.shell.search_field import SearchField
from ui.widgets.drag_layer import DragLayer
from ui.widgets.label import TextLabel


@asynccontextmanager
async def dragging(other: Receiver) -> AsyncGenerator[None]:
    """Press in the other window and let go at the end."""
    await xdotool("mousemove", other.left + 100, other.top + 100)
    await other.until("entered")  # it is there, and hears of the mouse
    await xdotool("mousedown", 1)
    try:
        yield
    finally:
        await xdotool("sleep", 0.05, "mouseup", 1)


def hint(screen: Screen) -> str:
    return next(label.text for label in parts(TextLabel, screen.root._drag_layer))


async def hinted(screen: Screen, words: str) -> None:
    with trio.fail_after(PATIENCE):
        while hint(screen) != words:
            await frames(1)


def hovers(state: AppState) -> bool:
    return state.hover is not None


def wanted(state: AppState) -> tuple[bytes, ...]:
    """Return the paths of the sounds that are asked with."""
    search = state.similarity.search
    return () if search is None else tuple(one.path for one in search.asked.wanted)


async def test_the_place_decides_and_says_so(tmp_path: Path, demo_sounds: Path) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    (kick.parent / "deep").mkdir()
    shutil.copy(kick, kick.parent / "deep" / "b.wav")
    (tmp_path / "pack 2").mkdir()
    stranger = Path(shutil.copy(kick, tmp_path / "pack 2" / "c #1.wav"))
    async with window(tmp_path / "data", kick.parent, handoff=True) as screen:
        await screen.until(lambda state: state.handoff.connected)
        await make(screen, "Kit")
        folders = parts(SidePart)[0]._folders
        kit, deep = middle(collections(), 0), middle(folders, 1)
        async with sender(tmp_path, stranger) as other:
            async with dragging(other):
                await go(*place(*kit))
                await screen.until(hovers)
                await hinted(screen, "c #1.wav → Kit")
                shot("over a collection")
                await go(*place(screen.root.center_x, screen.root.center_y / 2))
                await hinted(screen, "c #1.wav → Find similar")
                shot("over the list")
                await go(other.left + 50, other.top + 50)
                await screen.until(lambda state: state.hover is None)
                assert not parts(DragLayer)[0].floats
                await go(*place(*deep))
                await hinted(screen, "c #1.wav → deep")
                shot("over a folder")
            await hears(screen, "Pasted “c #1.wav” into “deep”")
            assert screen.state.hover is None
            assert (kick.parent / "deep" / stranger.name).exists()

        async with sender(tmp_path, kick, stranger) as other:
            async with dragging(other):
                await go(*place(*kit))
                await hinted(screen, "2 files → Kit")
            await counts(screen, 1)
            await hears(screen, "Added “kick.wav” to “Kit”")

        async with sender(tmp_path, stranger.parent) as other:
            async with dragging(other):
                await go(*place(*kit))
                await hinted(screen, "pack 2 → Add as source")
                shot("a folder of another program")
            await screen.until(lambda state: len(state.sources.all) == 2)


async def test_files_on_the_search_field_join_the_question(
    tmp_path: Path, demo_sounds: Path
) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    (tmp_path / "pack").mkdir()
    stranger = Path(shutil.copy(kick, tmp_path / "pack" / "c #1.wav"))
    data = tmp_path / "data"
    async with window(data, kick.parent, handoff=True, auto_embed=True) as screen:
        await screen.until(lambda state: state.handoff.connected)
        await keys("g", "s", "s")
        await screen.until(lambda state: state.similarity.answer is not None)
        asked = wanted(screen.state)
        assert len(asked) == 1
        (field,) = parts(SearchField)
        async with sender(tmp_path, stranger, kick) as other:
            async with dragging(other):
                await go(*place(*field.center))
                await hinted(screen, "2 files → Add to the search")
                shot("over the search field")
            joined = (*asked, bytes(stranger), bytes(kick))
            await screen.until(lambda state: wanted(state) == joined)
            await screen.until(lambda state: state.similarity.answer is not None)


async def test_a_program_that_dies_leaves_no_hint(tmp_path: Path, demo_sounds: Path) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    async with window(tmp_path / "data", kick.parent, handoff=True) as screen:
        await screen.until(lambda state: state.handoff.connected)
        async with sender(tmp_path, kick) as other, dragging(other):
            await go(*place(screen.root.center_x, screen.root.center_y / 2))
            await screen.until(hovers)
            other.process.kill()
            await screen.until(lambda state: state.hover is None)
            await hinted(screen, "")
