"""Rows that are dragged: onto collections, among members, and called off."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from models.audio.span import Span
from models.audio.units import Frames
from models.state.screen import Panel
from tests.ui.harness import (
    Finger,
    Mouse,
    Screen,
    double_tap,
    frames,
    keys,
    parts,
    pixels,
    sample_list,
    shot,
    tap,
    window,
)
from tests.ui.window.test_collections import make
from ui.browser.name_list import NameList
from ui.browser.sample_list import SampleList
from ui.collections.part import CollectionsPart
from ui.waveform.picture import PictureView
from ui.widgets.long_press import PATIENCE
from ui.widgets.menu import Menu
from ui.widgets.row_list import RowList


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
        assert pixels()[-100:-40, :100, :3].max() < 64  # nothing lies there unasked
        await drag(middle(sample_list(), 1), middle(collections(), 1))
        assert screen.root._drag_layer.carrying
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
        assert not screen.root._drag_layer.carrying
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
        with trio.fail_after(60):
            while Menu.current is None:
                await frames(1)
        x, y = middle(collections(), 0)
        await finger.go(x - 200, y - 100)
        await finger.go(x, y)
        assert Menu.current is None
        await finger.up()
        await counts(screen, 1)


def one_kick(root: Path, sounds: Path) -> Path:
    """Put one sound into a new folder that may be written."""
    root.mkdir()
    shutil.copy(next((sounds / "Drums").rglob("*.wav")), root / "kick.wav")
    return root / "kick.wav"


async def select(screen: Screen) -> Span:
    """Load the first sample and select a part of it by key."""
    await keys("g", "s", "Down", "Escape", "g", "w")
    await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
    await keys("Right", *["shift+Right"] * 9)
    state = await screen.until(lambda state: state.editor.selection is not None)
    assert state.editor.selection is not None
    return state.editor.selection


def bar(span: Span) -> tuple[float, float]:
    """Return where a selection is taken to be slid."""
    picture = parts(PictureView)[0]
    view = picture.editor.view
    return picture.x + (view.x_at(span.start) + view.x_at(span.end)) / 2, picture.top - 5


async def test_a_selection_of_the_waveform_becomes_a_member(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    clips = tmp_path / "data" / "clips"
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    before, _ = soundfile.read(kick, dtype="int32")
    async with window(tmp_path / "data", kick.parent) as screen:
        await make(screen, "One")
        await make(screen, "Two")
        span = await select(screen)
        await keys("1", "2")  # the very same clip is not written twice
        await counts(screen, 1, 1)
        state = await screen.until(lambda state: len(state.sources.all) == 2)
        assert state.browser.query.source == state.sources.all[0].id  # the list stays
        after, _ = soundfile.read(clips / "kick_clip.wav", dtype="int32")

        assert np.array_equal(after, before[span.start : span.end])
        assert (len(list(kick.parent.iterdir())), len(list(clips.iterdir()))) == (1, 1)
        shot("saved a clip")
        await keys("1")
        await screen.until(lambda state: state.collections.flash == 1)
        await keys("ctrl+z", "ctrl+z")
        await counts(screen, 0, 0)
        assert list(clips.iterdir()) == []
        await keys("ctrl+shift+z")
        await counts(screen, 1, 0)
        assert (clips / "kick_clip.wav").exists()


async def test_a_selection_is_dragged_by_its_bar_onto_a_collection(
    tmp_path: Path, demo_sounds: Path
) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    before, _ = soundfile.read(kick, dtype="int32")
    async with window(tmp_path / "data", kick.parent) as screen:
        await make(screen, "One")
        span = await select(screen)
        await drag(bar(span), middle(collections(), 0))
        shot("carrying a selection")
        assert screen.root._drag_layer.carrying
        await trio.run_process(["xdotool", "key", "Escape"])
        await frames(3)
        assert not screen.root._drag_layer.carrying
        await Mouse.up()
        assert screen.state.editor.selection == span
        await drag(bar(span), middle(collections(), 0))
        await Mouse.up()
        state = await screen.until(lambda state: state.collections.all[0].count == 1)
        after, _ = soundfile.read(tmp_path / "data" / "clips" / "kick_clip.wav", dtype="int32")

        assert np.array_equal(after, before[span.start : span.end])
        assert state.editor.selection == span
        x, y = bar(span)
        await drag((x, y), (x + 60, y - 30))  # within the picture it slides as ever
        await Mouse.up()
        state = await screen.until(lambda state: state.editor.selection != span)
        assert state.editor.selection is not None
        assert state.editor.selection.length == span.length


async def test_a_finger_carries_a_selection(tmp_path: Path, demo_sounds: Path) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    async with window(tmp_path / "data", kick.parent) as screen:
        await make(screen, "One")
        span = await select(screen)
        x, y = middle(collections(), 0)
        finger = await Finger(*bar(span)).drag(x - 100, y + 40)
        await finger.go(x, y)
        await finger.up()
        await counts(screen, 1)

        assert screen.state.editor.selection == span
        x, y = bar(span)
        await tap(x, y - 60)  # no finger is held any more: this is no pinch
        assert screen.state.editor.view is not None
        assert screen.state.editor.view.whole


async def test_a_double_tap_holds_nothing(tmp_path: Path, demo_sounds: Path) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    async with window(tmp_path / "data", kick.parent) as screen:
        span = await select(screen)
        x, y = bar(span)
        await double_tap(x, y - 60)
        state = await screen.until(lambda state: state.editor.selection != span)
        assert state.editor.sample is not None
        assert state.editor.selection == Span(Frames(0), state.editor.sample.frames)
        await trio.sleep(PATIENCE * 1.2)
        await frames(2)
        assert Menu.current is None
        third = await Finger(x, y - 60).drag(x + 200, y - 60)
        await third.up()
        assert screen.state.editor.view is not None
        assert screen.state.editor.view.whole  # one finger is no pinch


async def test_members_further_down_come_up_to_what_is_carried(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await make(screen, "One")
        await keys("g", "s", "Down", "ctrl+a", "1", "Escape")
        total = len(screen.state.browser.ids)
        state = await screen.until(lambda state: len(state.members.ids) == total)
        first = state.members.ids[0]
        assert members().box(total - 1)[1] < members().y - members().row_height
        foot = (members().x + members().width / 2, members().y + 4)
        await drag(middle(members(), 0), foot)
        with trio.fail_after(60):
            while members().box(total - 1)[1] < members().y:
                await frames(1)
        shot("scrolled by what is carried")
        await frames(3)
        await Mouse.up()
        await screen.until(lambda state: state.members.ids[total - 1] == first)
