"""From a folder of sounds to a sound under the finger, by key, mouse and touch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.state.screen import Panel, Sheet
from models.state.transport import Status
from tests.ui.harness import (
    Finger,
    Mouse,
    endless,
    frames,
    keys,
    parts,
    pixels,
    sample_list,
    shot,
    tap,
    typed,
    window,
)
from ui.waveform.picture import PictureView


def played(status: Status) -> bool:
    return status in {Status.PLAYING, Status.STARTING}


async def test_arrows_audition_space_pauses_escape_stops(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await endless(screen)
        await keys("Down")
        first = await screen.until(lambda state: state.transport.status is Status.PLAYING)
        assert first.browser.row == 0
        await keys("Down")
        second = await screen.until(lambda state: state.browser.row == 1)
        assert second.editor.sample is not None
        assert second.editor.sample.id == second.browser.ids[1]
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        await keys("space")
        await screen.until(lambda state: state.transport.status is Status.PAUSED)
        await keys("space")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        shot("playing")
        await keys("Escape")
        stopped = await screen.until(lambda state: state.transport.status is Status.STOPPED)
        assert stopped.editor.sample == second.editor.sample


async def test_a_click_in_the_waveform_plays_from_there(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down", "Escape")
        await screen.until(lambda state: state.editor.picture is not None)
        picture = parts(PictureView)[0]
        await endless(screen)
        await Mouse.click(picture.x + picture.width * 0.5, picture.center_y)
        state = await screen.until(lambda state: played(state.transport.status))

        assert state.editor.view is not None
        assert abs(state.editor.view.x_at(state.transport.last_start) - picture.width / 2) < 2
        assert state.screen.focus is Panel.WAVEFORM


async def test_a_drag_selects_from_the_first_pixel(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down", "Escape")
        await screen.until(lambda state: state.editor.view is not None)
        picture = parts(PictureView)[0]
        x, y = picture.x + 200, picture.center_y
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x + 1, y)
        state = await screen.until(lambda state: state.editor.selection is not None)
        view, selection = state.editor.view, state.editor.selection
        assert view is not None
        assert selection is not None
        assert abs(view.x_at(selection.start) - 200) <= 1.5
        assert abs(view.x_at(selection.end) - 201) <= 1.5
        await Mouse.move(x + 300, y)
        await Mouse.up()
        state = await screen.until(lambda state: state.editor.selection != selection)
        shot("selection")

        assert state.editor.selection is not None
        assert abs(view.x_at(state.editor.selection.end) - 500) <= 1.5
        assert state.transport.status is Status.STOPPED


async def test_a_finger_selects_and_taps(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        rows = sample_list()
        await tap(rows.center_x, rows.top - rows.row_height * 1.5)
        await screen.until(lambda state: state.browser.row == 1)
        await screen.until(lambda state: state.editor.view is not None)
        picture = parts(PictureView)[0]
        finger = Finger(picture.x + 100, picture.center_y)
        await finger.drag(picture.x + 400, picture.center_y)
        await finger.up()
        state = await screen.until(lambda state: state.editor.selection is not None)

        assert state.editor.view is not None
        assert state.editor.selection is not None
        assert abs(state.editor.view.x_at(state.editor.selection.end) - 400) <= 2


async def test_typing_narrows_the_list_and_fires_nothing_else(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        whole = len(screen.state.browser.ids)
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("kick l")
        state = await screen.until(
            lambda state: state.browser.query.words == "kick l" and not state.browser.waiting
        )
        shot("search")
        assert 0 < len(state.browser.ids) < whole
        assert not state.transport.loop
        assert state.transport.status is Status.STOPPED
        await keys("Return")
        await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
        await keys("Escape")
        await screen.until(lambda state: len(state.browser.ids) == whole)


async def test_question_mark_shows_the_keys_and_escape_closes_them(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("question")
        await screen.until(lambda state: state.screen.sheet is Sheet.KEYS)
        await frames(3)
        shot("keys")
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)


async def test_chords_move_the_keyboard_and_swallow_the_rest(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down", "Escape", "g", "w")
        await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
        await keys("g", "l")
        assert not screen.state.transport.loop
        await keys("g", "S")
        await screen.until(lambda state: state.screen.focus is Panel.SOURCES)
        await keys("g", "s")
        state = await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
        assert state.transport.status is Status.STOPPED


async def test_the_waveform_is_really_drawn(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down")
        await screen.until(
            lambda state: state.editor.picture is not None and state.editor.picture.complete
        )
        await frames(3)
        picture = parts(PictureView)[0]
        shown = pixels()
        top, left = shown.shape[0] - int(picture.top), int(picture.x)
        part = shown[top : top + int(picture.height), left : left + int(picture.width), :3]
        amber = (part[..., 0] > 120) & (part[..., 2] < 120)

        assert amber.any(axis=0).mean() > 0.8
        assert np.count_nonzero(amber) > 5_000
