"""Drags out of the window onto a program of GTK, and back."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from models.handoff.drag import Place, Verdict
from models.state.app import AppState
from models.state.screen import Panel
from tests.ui.harness import Mouse, Screen, frames, keys, parts, sample_list, window
from tests.ui.receiver import Receiver, receiver, xdotool
from tests.ui.window.conftest import EmbeddedDemo
from tests.ui.window.test_carrying import bar, collections, counts, middle, one_kick, select
from tests.ui.window.test_collections import make
from tests.ui.window.test_map import opened, view
from ui.widgets.row_list import RowList

# isort: split
from kivy.base import EventLoop
from kivy.core.window import Window

NAMES = [b"kick.wav", b"snare one.wav", b"hat #1 100%.wav", "träger 日本.wav".encode()]
BAD = b"bad\xff\xfename.wav"


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """Files with names of every kind."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    for name in (*NAMES, BAD):
        soundfile.write(folder / "new.wav", np.sin(np.arange(9_000) / 9) / 2, 44_100)
        (folder / "new.wav").rename(folder / os.fsdecode(name))
    return folder


@asynccontextmanager
async def both(tmp_path: Path, sounds: Path, *how: str) -> AsyncGenerator[tuple[Screen, Receiver]]:
    """Run our window, connected to other programs, and a receiver beside it."""
    async with (
        window(tmp_path / "data", sounds, handoff=True) as screen,
        receiver(tmp_path, *how) as other,
    ):
        await screen.until(lambda state: state.handoff.connected)
        await xdotool("windowactivate", "--sync", state_window(screen.state))
        try:
            yield screen, other
        finally:
            await xdotool("mouseup", 1)


def state_window(state: AppState) -> int:
    assert state.handoff.window is not None
    return state.handoff.window


def place(x: float, y: float) -> tuple[int, int]:
    """Return a place of our window on the screen."""
    return round(Window.left + x), round(Window.top + Window.height - y)


async def press(rows: RowList, row: int) -> None:
    """Press a row and go past the threshold."""
    x, y = middle(rows, row)
    await Mouse.move(x, y)
    await Mouse.down()
    await Mouse.move(x + 8, y)
    await Mouse.move(x + 24, y)


async def go(x: int, y: int) -> None:
    """Move the pointer to a place of the screen, in steps."""
    at = dict(line.split("=") for line in (await xdotool("getmouselocation", "--shell")).split())
    left, top = int(at["X"]), int(at["Y"])
    words: list[object] = []
    for step in range(1, 7):
        words += ["mousemove", left + (x - left) * step // 6, top + (y - top) * step // 6]
        words += ["sleep", 0.012]
    await xdotool(*words)


async def over(screen: Screen, wanted: Place) -> None:
    await screen.until(
        lambda state: state.handoff.drag is not None and state.handoff.drag.place is wanted
    )


async def ended(screen: Screen, wanted: Verdict) -> None:
    """Wait for a verdict, and until nothing of the drag is left."""
    await screen.until(
        lambda state: state.handoff.drag is not None and state.handoff.drag.verdict is wanted
    )
    with trio.fail_after(60):
        while _held() or screen.root._drag_layer.carrying:
            await frames(1)


def _held() -> bool:
    """Tell whether a touch of the mouse is stuck."""
    return any("button" in touch.profile for touch in EventLoop.touches)


async def rows(screen: Screen) -> list[bytes]:
    """Return the names of the listed samples."""
    state = await screen.until(lambda state: all(state.browser.window.rows))
    return [row.path.rpartition(b"/")[2] for row in state.browser.window.rows if row is not None]


def link_target(path: bytes) -> bytes:
    """Return where a link leads."""
    return bytes(Path(os.fsdecode(path)).readlink())


async def test_every_name_arrives(tmp_path: Path, sounds: Path) -> None:
    async with both(tmp_path, sounds) as (screen, other):
        names = await rows(screen)
        for number, name in enumerate(names, 1):
            await press(sample_list(), number - 1)
            await go(*other.middle)
            await over(screen, Place.ACCEPTED)
            await Mouse.up()
            (path,) = await other.files(number)
            await ended(screen, Verdict.DROPPED)
            if name == BAD:
                assert path.endswith(b"/bad__name.wav")
                assert link_target(path) == bytes(sounds / os.fsdecode(BAD))
            else:
                assert path == bytes(sounds / os.fsdecode(name))
        assert {note["actions"] for note in other.noted("motion")} == {2}, "copy, never move"
        assert all((sounds / os.fsdecode(name)).exists() for name in (*NAMES, BAD))


async def test_the_selection_and_a_collection_with_its_members(
    tmp_path: Path, sounds: Path
) -> None:
    (sounds / os.fsdecode(BAD)).unlink()
    async with both(tmp_path, sounds) as (screen, other):
        names = [bytes(sounds / os.fsdecode(name)) for name in await rows(screen)]
        await make(screen, "One")
        await keys("g", "s", "ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == 4)
        await press(sample_list(), 2)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        assert await other.files() == names
        await ended(screen, Verdict.DROPPED)
        await keys("1")
        await counts(screen, 4)
        await press(collections(), 0)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        assert await other.files(2) == names


async def test_a_point_of_the_map_is_dragged_out(
    embedded_demo: EmbeddedDemo, tmp_path: Path
) -> None:
    async with embedded_demo(handoff=True) as screen, receiver(tmp_path) as other:
        await screen.until(lambda state: state.handoff.connected)
        await xdotool("windowactivate", "--sync", state_window(screen.state))
        state = await opened(screen)
        sample = state.browser.window.rows[20]
        assert sample is not None
        at = view().pixel_of(sample.id)
        assert at is not None
        await Mouse.move(*at)
        await Mouse.down()
        await Mouse.move(at[0] + 8, at[1])
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        (path,) = await other.files()
        await ended(screen, Verdict.DROPPED)
        assert path in {one.path for one in screen.state.browser.window.rows if one is not None}


async def test_a_selection_of_the_waveform_is_cut_exactly(
    tmp_path: Path, demo_sounds: Path
) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    before, _ = soundfile.read(kick, dtype="int32")
    async with both(tmp_path, kick.parent) as (screen, other):
        span = await select(screen)
        x, y = bar(span)
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x, y + 10)
        await Mouse.move(x, y + 60)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        (path,) = await other.files()
        after, _ = soundfile.read(os.fsdecode(path), dtype="int32")

        assert np.array_equal(after, before[span.start : span.end])
        assert screen.state.editor.selection == span
        assert screen.state.screen.focus is Panel.WAVEFORM


async def test_back_home_it_is_a_drop_of_our_own(tmp_path: Path, sounds: Path) -> None:
    async with both(tmp_path, sounds) as (screen, other):
        await make(screen, "One")
        await press(sample_list(), 1)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await go(*place(*middle(collections(), 0)))
        await over(screen, Place.HOME)
        await other.until("leave")
        await Mouse.up()
        await ended(screen, Verdict.HOME)
        await counts(screen, 1)

        assert other.noted("data") == []


async def test_our_own_drop_is_not_made_where_another_window_covers_ours(
    tmp_path: Path, sounds: Path
) -> None:
    async with both(tmp_path, sounds) as (screen, other):
        await make(screen, "One")
        x, y = place(*middle(collections(), 0))
        await press(sample_list(), 1)
        await other.move(x - 150, y - 150)
        await go(x, y)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        assert len(await other.files()) == 1
        await ended(screen, Verdict.DROPPED)
        await frames(3)

        assert screen.state.collections.all[0].count == 0


async def test_nowhere_and_refused(tmp_path: Path, sounds: Path) -> None:
    async with both(tmp_path, sounds, "refuse") as (screen, other):
        await press(sample_list(), 1)
        await go(2000, 1400)
        await over(screen, Place.NOWHERE)
        await Mouse.up()
        await ended(screen, Verdict.NOWHERE)
        await press(sample_list(), 1)
        await go(*other.middle)
        await other.until("motion")
        await over(screen, Place.REFUSED)
        await Mouse.up()
        await ended(screen, Verdict.REFUSED)

        assert other.noted("data") == []


@pytest.mark.parametrize("focus", ["here", "there"])
async def test_escape_calls_it_off(tmp_path: Path, sounds: Path, focus: str) -> None:
    async with both(tmp_path, sounds) as (screen, other):
        await press(sample_list(), 1)
        await screen.until(lambda state: not state.transport.active)  # Esc would stop that first
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        if focus == "there":
            await xdotool("windowfocus", "--sync", other.window)
        await xdotool("keydown", "Escape", "sleep", 0.05, "keyup", "Escape")
        await screen.until(
            lambda state: (
                state.handoff.drag is not None and state.handoff.drag.verdict is Verdict.CANCELLED
            )
        )
        await other.until("leave")
        await Mouse.up()
        await ended(screen, Verdict.CANCELLED)

        assert other.noted("data") == []


async def test_the_focus_moves_along_thrice(tmp_path: Path, sounds: Path) -> None:
    """SDL lets go of the pointer then, and would miss the release and the next press."""
    async with both(tmp_path, sounds) as (screen, other):
        for number in range(1, 4):
            await press(sample_list(), 1)
            await go(*other.middle)
            await over(screen, Place.ACCEPTED)
            await xdotool("windowactivate", "--sync", other.window)
            x, y = other.middle
            await go(x + 30, y + 30)
            await xdotool("mouseup", 1)
            assert len(await other.files(number)) == 1
            await ended(screen, Verdict.DROPPED)
            await xdotool("windowraise", state_window(screen.state))


def process_number() -> int:
    """Return the number of the process of the handoff."""
    for entry in Path("/proc").iterdir():
        try:
            line = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except (OSError, IndexError):
            continue
        if b"actors.handoff.child" in line and int(parent) == os.getpid():
            return int(entry.name)
    raise AssertionError("there is none")


async def test_the_process_dies_in_a_drag(tmp_path: Path, sounds: Path) -> None:
    async with both(tmp_path, sounds) as (screen, other):
        await make(screen, "One")
        await press(sample_list(), 1)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        os.kill(process_number(), signal.SIGKILL)
        await screen.until(lambda state: not state.handoff.connected)
        await Mouse.up()
        await ended(screen, Verdict.CANCELLED)
        await screen.until(lambda state: state.handoff.connected)
        await press(sample_list(), 1)
        await go(*other.middle)
        await over(screen, Place.ACCEPTED)
        await Mouse.up()
        assert len(await other.files()) == 1


async def test_without_a_connection_drags_stay_in_the_window(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds) as screen:
        await make(screen, "One")
        assert parts(RowList)
        await press(sample_list(), 1)  # perhaps before the process has started
        await Mouse.move(*middle(collections(), 0))
        await Mouse.up()
        await counts(screen, 1)
