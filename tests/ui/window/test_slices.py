"""Slice mode by keys, mouse and fingers, from the first marker to files on the disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models.audio.span import Span
from models.slices.settings import Method
from models.state.app import AppState
from models.state.screen import Panel, Sheet
from tests.ui.harness import (
    Finger,
    Mouse,
    Screen,
    double_tap,
    frames,
    keys,
    parts,
    shot,
    typed,
    window,
)
from ui.waveform.picture import PictureView
from ui.waveform.slice_tools import SliceTools
from ui.widgets.button import PushButton
from ui.widgets.menu import Menu
from ui.widgets.slider import ValueSlider

RATE = 48_000
HITS = (0, 12_000, 24_000, 30_000, 36_000)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of one loop: five hits, the fourth one weak."""
    wave = np.zeros(RATE, np.float64)
    decay = np.exp(-np.arange(5_000) / 900)
    noise = np.random.default_rng(5).normal(0, 0.2, 5_000)
    for at in HITS:
        wave[at : at + 5_000] += decay * noise * (0.15 if at == 30_000 else 1.0)
    folder = tmp_path / "pack"
    folder.mkdir()
    soundfile.write(folder / "break.wav", np.column_stack([wave, wave * 0.7]), RATE, "PCM_24")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assert_exact(pack: Path, chosen: tuple[Span, ...]) -> None:
    """Assert that the files hold the frames of the slices, bit for bit."""
    whole, _ = soundfile.read(pack / "break.wav", dtype="int32", always_2d=True)
    for number, span in enumerate(chosen, 1):
        cut, _ = soundfile.read(pack / f"break-{number:03}.wav", dtype="int32", always_2d=True)
        assert np.array_equal(cut, whole[span.start : span.end])


async def slicing(screen: Screen) -> PictureView:
    """Load the loop, and turn slice mode on by its key."""
    await keys("Down", "Escape")
    await screen.until(lambda state: bool(state.editor.picture and state.editor.picture.complete))
    await keys("g", "w", "shift+t", "shift+s")
    await screen.until(lambda state: state.slicing.on and not state.slicing.waiting)
    found = parts(PictureView)[0]
    assert isinstance(found, PictureView)
    return found


def at(screen: Screen, picture: PictureView, frame: float) -> float:
    view = screen.state.editor.view
    assert view is not None
    return float(picture.x + view.x_at(frame))


def button(words: str, root: object = None) -> tuple[float, float]:
    found = next(one for one in parts(PushButton, root) if one.text == words and one.opacity)
    return found.center


def has_markers(count: int, state: AppState) -> bool:
    return len(state.slicing.markers) == count


async def by_hand(screen: Screen, picture: PictureView) -> None:
    """Drag, add and remove markers, and skip a slice."""
    y = picture.center_y
    before = screen.state.slicing.markers
    await Mouse.move(at(screen, picture, before[0]) + 3, y)
    await Mouse.down()
    await Mouse.move(at(screen, picture, before[0]) - 27, y)
    await Mouse.up()
    state = await screen.until(lambda state: state.slicing.markers != before)
    view = state.editor.view
    assert view is not None
    assert abs(before[0] - state.slicing.markers[0] - 30 * view.spp) <= view.spp
    await Mouse.click(at(screen, picture, 42_000), y, 3)
    await Mouse.click(*button("Add marker here", Menu.current))
    await screen.until(lambda state: len(state.slicing.markers) == 4)
    await keys("5", "x")
    await screen.until(lambda state: state.slicing.markers[3] in state.slicing.skipped)
    await keys("4", "Delete")
    await screen.until(lambda state: len(state.slicing.markers) == 3)
    await keys("shift+Delete")
    await screen.until(lambda state: not state.slicing.markers)
    for words, count in (("ctrl+z", 3), ("ctrl+z", 4), ("ctrl+shift+z", 3)):
        await keys(words)
        await screen.until(partial(has_markers, count))
    await keys("Escape", "2")


async def test_a_loop_becomes_files_by_keys_and_mouse(tmp_path: Path, pack: Path) -> None:
    async with window(tmp_path / "home", pack) as screen:
        picture = await slicing(screen)
        assert screen.state.settings.onsets
        assert screen.state.key_panel is Panel.SLICES
        (slider,) = parts(ValueSlider, parts(SliceTools)[0])
        await Mouse.click(slider.right - 10, slider.center_y)
        await screen.until(lambda state: len(state.slicing.markers) == 4)
        close = [
            abs(one - hit) for one, hit in zip(screen.state.slicing.markers, HITS[1:], strict=True)
        ]
        assert max(close) < 200
        shot("slices")
        await Mouse.click(slider.x + slider.width * 0.2, slider.center_y)
        await screen.until(lambda state: len(state.slicing.markers) == 3)

        # Keys and clicks play slices, arrows the next.
        await keys("2")
        state = await screen.until(lambda state: state.slicing.focus == 1)
        assert state.transport.last_start == state.slicing.markers[0]
        await keys("Right")
        state = await screen.until(lambda state: state.slicing.focus == 2)
        assert state.editor.selection == state.slicing.spans(RATE)[2]
        await Mouse.click(at(screen, picture, 40_000), picture.center_y)
        await screen.until(lambda state: state.slicing.focus == 3)

        await by_hand(screen, picture)

        # They are saved beside the file, and undo takes them away.
        await keys("ctrl+s")
        await screen.until(lambda state: state.screen.sheet is Sheet.SAVE)
        await keys("ctrl+a")
        await typed("{{stem}}-{{n:03}}".replace("{{", "{").replace("}}", "}"))
        await Mouse.click(*button("Beside the file"))
        await screen.until(lambda state: state.slicing.saving.pattern == "{stem}-{n:03}")
        shot("save-slices")
        chosen = screen.state.slicing.chosen(RATE)
        await Mouse.click(*button(f"Save {len(chosen)} chosen"))
        await screen.until(lambda state: len(state.browser.ids) == 1 + len(chosen))
        assert names(pack) == sorted(["break.wav", *(f"break-{n:03}.wav" for n in range(1, 4))])
        assert_exact(pack, chosen)
        await keys("ctrl+z")
        await screen.until(lambda state: len(state.browser.ids) == 1)
        assert names(pack) == ["break.wav"]


async def test_fingers_slice_as_well(tmp_path: Path, pack: Path) -> None:
    async with window(tmp_path / "home", pack, density=None) as screen:
        picture = await slicing(screen)
        y = picture.center_y
        await Finger(at(screen, picture, 15_000), y).tap()
        state = await screen.until(lambda state: state.slicing.focus == 1)
        assert state.transport.last_start == state.slicing.markers[0]
        marker = screen.state.slicing.markers[1]
        finger = await Finger(at(screen, picture, marker) + 12, y).drag(
            at(screen, picture, marker) + 52, y
        )
        await finger.up()
        state = await screen.until(lambda state: state.slicing.markers[1] != marker)
        view = state.editor.view
        assert view is not None
        assert abs(state.slicing.markers[1] - marker - 40 * view.spp) <= 2 * view.spp
        count = len(state.slicing.markers)
        await double_tap(at(screen, picture, 45_000), y)
        await screen.until(lambda state: len(state.slicing.markers) == count + 1)
        tools = parts(SliceTools)[0]
        await frames(3)
        method = next(one for one in parts(PushButton, tools) if one.text == "Onsets")
        await Finger(*method.center).tap()
        await Finger(*button("Equal parts", Menu.current)).tap()
        await screen.until(lambda state: state.slicing.settings.method is Method.PARTS)
        shot("slices-touch")
