"""Rows that are dragged: onto collections, among members, and called off."""

from __future__ import annotations

from pathlib import Path

import trio

from models.state.screen import Panel
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
from tests.ui.window.test_collections import make
from ui.browser.name_list import NameList
from ui.browser.sample_list import SampleList
from ui.collections.part import CollectionsPart
from ui.piece.menu import Menu
from ui.piece.row_list import RowList


def middle(rows: RowList, row: int) -> tuple[float, float]:
    """Return where a row is hit."""
    left, bottom, width, tall = rows.box(row)
    return left + width / 2, bottom + tall / 2


def collections() -> NameList:
    found: NameList = parts(NameList, parts(CollectionsPart)[0])[0]
    return found


def members() -> SampleList:
    found: SampleList = parts(SampleList, parts(CollectionsPart)[0])[0]
    return found


async def drag(start: tuple[float, float], *way: tuple[float, float]) -> None:
    """Press, move along, and hold."""
    await Mouse.move(*start)
    await Mouse.down()
    for place in way:
        await Mouse.move((start[0] + place[0]) / 2, (start[1] + place[1]) / 2)
        await Mouse.move(*place)
    await frames(2)


async def counts(screen: Screen, *wanted: int) -> None:
    await screen.until(lambda state: [one.count for one in state.collections.all] == [*wanted])


async def test_nothing_is_seen_of_it_before_anything_is_carried(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads"):
        corner = pixels()[-24:-4, :8, :3]

        assert int(corner.max()) - int(corner.min()) < 12, "only the ground of the status bar"


async def test_rows_are_dropped_on_collections_and_duplicates_flash(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "One")
        await make(screen, "Two")
        await drag(middle(sample_list(), 1), middle(collections(), 1))
        assert screen.root._carrier.carrying
        shot("carrying")
        await Mouse.up()
        await counts(screen, 0, 1)
        await keys("g", "s", "ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == 4)
        await drag(middle(sample_list(), 2), middle(collections(), 0))
        await Mouse.up()
        await counts(screen, 4, 1)
        await drag(middle(sample_list(), 1), middle(collections(), 1))
        await Mouse.up()
        state = await screen.until(lambda state: state.collections.flash == 1)
        shot("flash")

        assert state.collections.flashed == state.collections.all[1].id


async def test_escape_puts_everything_back(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "One")
        await drag(middle(sample_list(), 1), middle(collections(), 0))
        for _ in range(2):  # the first one stops the sound
            # Without --clearmodifiers, which lets go of the mouse.
            await trio.run_process(["xdotool", "key", "Escape"])
            await screen.until(lambda state: not state.transport.active)
        assert not screen.root._carrier.carrying
        await Mouse.up()
        await frames(3)

        assert screen.state.collections.all[0].count == 0


async def test_members_are_dragged_into_another_order(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "One")
        await keys("g", "s", "Down", "ctrl+a", "1", "Escape")
        state = await screen.until(lambda state: len(state.members.ids) == 4)
        first, second, third, fourth = state.members.ids.array.tolist()
        x, y = middle(members(), 2)
        await drag(middle(members(), 0), (x, y - members().row_height / 4))
        shot("between members")
        await Mouse.up()
        await screen.until(
            lambda state: state.members.ids.array.tolist() == [second, third, first, fourth]
        )
        await keys("ctrl+z")
        await screen.until(
            lambda state: state.members.ids.array.tolist() == [first, second, third, fourth]
        )


async def test_a_finger_carries_after_a_long_press(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await make(screen, "One")
        finger = await Finger(*middle(sample_list(), 1)).down()
        with trio.fail_after(10):
            while Menu.current is None:
                await frames(1)
        x, y = middle(collections(), 0)
        await finger.go(x - 200, y - 100)
        await finger.go(x, y)
        assert Menu.current is None
        await finger.up()
        await counts(screen, 1)


async def test_a_selection_of_the_waveform_becomes_a_member(
    tmp_path: Path, demo_sounds: Path
) -> None:
    import shutil

    import numpy as np
    import soundfile

    root = tmp_path / "sounds"
    root.mkdir()
    shutil.copy(next((demo_sounds / "Drums").rglob("*.wav")), root / "kick.wav")
    before, _ = soundfile.read(root / "kick.wav", dtype="int32")
    async with window(tmp_path / "data", root) as screen:
        await make(screen, "One")
        await keys("g", "s", "Down", "Escape", "g", "w")
        await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
        await keys("shift+Right", "shift+Right")
        state = await screen.until(lambda state: state.editor.selection is not None)
        span = state.editor.selection
        await keys("1")
        await counts(screen, 1)
        state = await screen.until(lambda state: len(state.browser.ids) == 2)
        after, _ = soundfile.read(root / "kick_clip.wav", dtype="int32")

        assert span is not None
        assert np.array_equal(after, before[span.start : span.end])
        await keys("ctrl+z")
        await counts(screen, 0)
        assert (root / "kick_clip.wav").exists()
