"""Keys, mouse and fingers on the waveform."""

from __future__ import annotations

from functools import partial
from itertools import product
from pathlib import Path

import pytest
import trio

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import FramePosition, Frames, Hertz, PixelPosition
from models.state.app import AppState
from models.state.notice import NoticeKind
from models.state.screen import Panel
from models.state.transport import Status
from models.waveform.display import Display
from models.waveform.ruler_unit import RulerUnit
from models.waveform.snap import Snap
from models.waveform.view import View
from tests.ui.harness import (
    Finger,
    Mouse,
    Screen,
    endless,
    frames,
    keys,
    listed,
    parts,
    pixels,
    shot,
    typed,
    window,
)
from ui.waveform.numbers import Numbers
from ui.waveform.picture import PictureView
from ui.widgets.menu import Menu
from ui.widgets.number_field import NumberField


async def shown(screen: Screen) -> PictureView:
    """Load the first pad, silently, and give the waveform the keyboard."""
    await keys("Down", "Escape")
    await screen.until(lambda state: bool(state.editor.picture and state.editor.picture.complete))
    await keys("g", "w")
    await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
    found = parts(PictureView)[0]
    assert isinstance(found, PictureView)
    return found


async def select(screen: Screen, start: int, end: int) -> Span:
    span = Span(Frames(start), Frames(end))
    screen.post(intents.Select(span))
    await screen.until(lambda state: state.editor.selection == span)
    return span


def edges(screen: Screen) -> tuple[float, float]:
    editor = screen.state.editor
    assert editor.view is not None
    assert editor.selection is not None
    return editor.view.x_at(editor.selection.start), editor.view.x_at(editor.selection.end)


async def test_an_edge_moves_a_pixel_when_the_mouse_does(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        # In this order no press is soon followed by another one near it: a double click.
        for offset, edge, whole in product((-6, 0, 5), (0, 1), (True, False)):
            await select(screen, 30_000, 34_000)
            screen.post(intents.ShowAll() if whole else intents.ZoomToSelection())
            await screen.until(
                lambda state, whole=whole: state.editor.view and state.editor.view.whole is whole  # type: ignore[misc]
            )
            before = edges(screen)
            x, y = round(picture.x + before[edge]) + offset, picture.center_y
            await Mouse.move(x, y)
            await Mouse.down()
            await frames(1)
            assert edges(screen) == before, "a press moves nothing"
            await Mouse.move(x + 1, y)
            moved = edges(screen)
            assert moved[edge] - before[edge] == pytest.approx(1, abs=0.51)
            assert moved[1 - edge] == before[1 - edge]
            await Mouse.move(x + 1, 3)  # far below the waveform
            assert edges(screen) == moved
            await Mouse.up()


def views_elsewhere(view: View, state: AppState) -> bool:
    return state.editor.view != view


async def escape() -> None:
    """Press Esc; unlike `keys` it leaves a held mouse button alone."""
    await trio.run_process(["xdotool", "key", "Escape"])
    await frames(2)


async def test_escape_during_a_drag_stops_then_calls_it_off(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        before = await select(screen, 30_000, 60_000)
        await endless(screen)  # it might end before the first Esc
        await keys("space")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        x, y = picture.x + edges(screen)[1], picture.center_y
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x + 50, y)
        await screen.until(lambda state: state.editor.selection != before)
        await escape()
        state = await screen.until(lambda state: state.transport.status is Status.STOPPED)
        assert state.editor.selection != before, "the first Esc only stops"
        await escape()
        state = await screen.until(lambda state: state.editor.selection == before)
        await Mouse.move(x + 90, y)
        await Mouse.up()
        assert screen.state.editor.selection == before, "what is called off is over"
        await escape()
        await screen.until(lambda state: state.editor.selection is None)


async def test_escape_stops_under_an_open_menu_and_in_a_text_field(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        await endless(screen)
        await keys("space")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        await Mouse.click(picture.center_x, picture.center_y, 3)
        assert Menu.current is not None
        shot("waveform-menu")
        await keys("Escape")
        await screen.until(lambda state: state.transport.status is Status.STOPPED)
        assert Menu.current is None, "one press stops the sound and closes what lies on top"
        await keys("space", "ctrl+f")
        await screen.until(
            lambda state: (
                state.screen.focus is Panel.SEARCH and state.transport.status is Status.PLAYING
            )
        )
        await keys("Escape")
        state = await screen.until(lambda state: state.transport.status is Status.STOPPED)
        assert state.screen.focus is Panel.SEARCH
        await keys("Escape")
        await screen.until(lambda state: state.screen.focus is not Panel.SEARCH)


async def test_keys_make_and_move_a_selection(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await shown(screen)
        await keys("Right", "Right", "shift+Right", "shift+Right")
        state = await screen.until(lambda state: state.editor.selection is not None)
        assert state.editor.view is not None
        left, right = edges(screen)
        assert left == pytest.approx(64, abs=1)
        assert right - left == pytest.approx(64, abs=1)
        await keys("bracketright", "bracketleft")
        wider = edges(screen)
        assert wider == pytest.approx((left - 32, right + 32), abs=1)
        await keys("braceleft", "braceright")
        assert edges(screen) == pytest.approx((left, right), abs=1)
        await keys("alt+shift+Right")
        assert edges(screen)[1] == pytest.approx(right + 1, abs=0.6)


async def test_two_fingers_pinch_and_call_the_first_drag_off(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        view = screen.state.editor.view
        assert view is not None
        middle, y = picture.width / 2, picture.center_y
        held = [view.frame_at(middle - 98), view.frame_at(middle + 100)]
        one = await Finger(picture.x + middle - 130, y).drag(picture.x + middle - 98, y)
        other = await Finger(picture.x + middle + 100, y).down()
        await one.go(picture.x + middle - 200, y)
        await other.go(picture.x + middle + 200, y)
        state = await screen.until(lambda state: state.editor.view != view)
        shot("pinch")
        seen = state.editor.view
        assert seen is not None
        assert seen.spp == pytest.approx(view.spp * 198 / 400)
        assert seen.x_at(held[0]) == pytest.approx(middle - 200, abs=2)
        assert seen.x_at(held[1]) == pytest.approx(middle + 200, abs=2)
        await one.go(picture.x + middle - 150, y)
        await other.go(picture.x + middle + 250, y)
        panned = screen.state.editor.view
        assert panned is not None
        assert panned.x_at(held[0]) == pytest.approx(middle - 150, abs=2)
        await one.up()
        await other.up()

        assert screen.state.editor.selection is None
        assert screen.state.transport.status is Status.STOPPED, "a pinch is no click"


async def test_a_long_press_opens_the_menu(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        finger = await Finger(picture.center_x, picture.center_y).down()
        with trio.fail_after(60):
            while Menu.current is None:
                await frames(1)
        await finger.up()

        assert screen.state.transport.status is Status.STOPPED
        assert screen.state.editor.selection is None
        await keys("Escape")
        assert Menu.current is None


async def test_the_view_follows_the_sound(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        await endless(screen)
        screen.post(intents.Zoom(0.1, PixelPosition(0)))
        first = (await screen.until(lambda state: not state.editor.view.whole)).editor.view  # type: ignore[union-attr]
        assert first is not None
        await keys("space")
        state = await screen.until(lambda state: state.editor.view != first)
        assert state.editor.view is not None
        assert state.editor.view.start > first.start
        assert state.editor.view.spp == first.spp
        await keys("Escape")
        screen.post(intents.ChangeSetting("follow_playhead", False))
        screen.post(intents.ShowFrom(FramePosition(0)))
        await keys("home", "space")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        with trio.fail_after(60):
            while picture._playhead < screen.state.editor.view.end:  # type: ignore[union-attr]
                await frames(1)
        await frames(2)  # a view that follows moves within a frame

        assert screen.state.editor.view is not None
        assert screen.state.editor.view.start == pytest.approx(0, abs=first.spp)
        await keys("Escape")


async def test_the_wheel_keeps_the_frame_under_the_mouse(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        x = round(picture.width * 0.37)
        await Mouse.move(picture.x + x, picture.center_y)
        for _ in range(12):
            view = screen.state.editor.view
            assert view is not None
            held = view.frame_at(x + 0.5)
            await Mouse.down(4)
            await Mouse.up(4)
            await screen.until(partial(views_elsewhere, view))
            closer = screen.state.editor.view
            assert closer is not None
            assert closer.x_at(held) == pytest.approx(x + 0.5, abs=1e-6)
        shot("close")


async def test_the_overview_moves_the_view(tmp_path: Path, demo_sounds: Path) -> None:
    from ui.waveform.overview import Overview

    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await shown(screen)
        screen.post(intents.Zoom(0.1, PixelPosition(0)))
        await frames(3)
        strip = parts(Overview)[0]
        await Mouse.move(strip.x + strip.width * 0.05, strip.center_y)
        await Mouse.down()
        await Mouse.move(strip.x + strip.width * 0.55, strip.center_y)
        await Mouse.up()
        view = screen.state.editor.view
        assert view is not None

        assert view.start / view.frames == pytest.approx(0.5, abs=0.01)


async def test_the_bar_slides_the_selection(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        span = await select(screen, 30_000, 60_000)
        left, right = edges(screen)
        x, y = round(picture.x + (left + right) / 2), picture.top - 4
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x + 1, y)
        assert edges(screen)[0] - left == pytest.approx(1, abs=0.51)
        await Mouse.move(x + 80, y - 300)
        await Mouse.up()
        moved = screen.state.editor.selection
        assert moved is not None

        assert moved.length == span.length
        assert edges(screen)[0] - left == pytest.approx(80, abs=0.51)


async def test_edges_rest_on_zero_crossings(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await shown(screen)
        screen.post(intents.ChangeSetting("snap", Snap.ZERO))
        span = await select(screen, 30_000, 60_000)
        screen.post(intents.SnapEdges(start=True, end=True))
        state = await screen.until(lambda state: state.editor.selection != span)
        rested = state.editor.selection
        assert rested is not None

        assert abs(rested.start - span.start) <= 960
        assert abs(rested.end - span.end) <= 960


async def test_the_chosen_snap_and_ruler_are_there_after_a_restart(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await shown(screen)
        screen.post(intents.ChangeSetting("snap", Snap.GRID))
        screen.post(intents.ChangeSetting("ruler", RulerUnit.BEATS))
        await frames(3)
        shot("beats")
    async with window(tmp_path) as screen:
        state = await screen.until(lambda state: state.settings.ruler is RulerUnit.BEATS)

        assert state.settings.snap is Snap.GRID


async def test_keys_of_the_file_hold(tmp_path: Path, demo_sounds: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\nloop = "o"\nfly = "ctrl+w"\n')
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await shown(screen)
        await keys("l")
        assert not screen.state.transport.loop
        await keys("o")
        await screen.until(lambda state: state.transport.loop)

        notices = screen.state.screen.notice
        assert notices is not None


async def test_a_key_colours_the_waveform_then_shows_pitches_which_follow_the_view_and_stay(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        plain = _colours(picture)
        await keys("p")
        await screen.until(lambda state: state.settings.display is Display.COLOURED)
        await frames(2)
        shot("coloured")
        assert len(_colours(picture) - plain) > 10
        await keys("p")
        await screen.until(lambda state: state.editor.spectrum is not None)
        await frames(3)
        shot("pitches")
        await keys("Up", "Up", "Up")
        state = await screen.until(
            lambda state: (
                state.editor.spectrum is not None
                and state.editor.spectrum.view == state.editor.view
            )
        )
        assert state.editor.view is not None
        assert not state.editor.view.whole
        await keys("p", "p")
        await screen.until(lambda state: state.settings.display is Display.COLOURED)
    async with window(tmp_path) as screen:
        await listed(screen)
        picture = await shown(screen)
        assert len(_colours(picture) - plain) > 10


async def test_numbers_of_the_selection_are_typed_and_what_is_wrong_is_said(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        picture = await shown(screen)
        rate = screen.state.editor.sample.rate if screen.state.editor.sample else Hertz(0)
        numbers: Numbers = parts(Numbers)[0]
        start, end, length, beats = (field for field in parts(NumberField, numbers))

        async def focus(field: NumberField, *, wanted: bool) -> None:
            with trio.fail_after(60):
                while field.focus is not wanted:
                    await frames(1)

        async def put(field: NumberField, words: str, key: str = "Return") -> None:
            await Mouse.click(*field.center)
            await focus(field, wanted=True)
            await typed(words)
            await keys(key)

        await put(end, "1.5", "Tab")
        await screen.until(
            lambda state: state.editor.selection == Span(Frames(0), Frames(rate * 3 // 2))
        )
        await focus(length, wanted=True)  # Tab goes on
        await typed("0:00.5")
        await keys("Return")
        await screen.until(
            lambda state: state.editor.selection == Span(Frames(0), Frames(rate // 2))
        )
        assert (start.text, end.text, length.text) == ("0:00.000", "0:00.500", "500 ms")
        await put(start, "9 s")
        await screen.until(
            lambda state: (
                state.screen.notice is not None
                and state.screen.notice.kind is NoticeKind.NUMBER_INVALID
            )
        )
        assert start.focus
        await keys("Escape")  # gives it up, and nothing else
        await focus(start, wanted=False)
        assert start.text == "0:00.000"
        assert screen.state.editor.selection == Span(Frames(0), Frames(rate // 2))
        await put(beats, "2")
        beat = rate * 60 / screen.state.settings.tempo
        state = await screen.until(
            lambda state: (
                state.editor.selection is not None
                and state.editor.selection.length == round(2 * beat)
            )
        )
        await keys("shift+n", "shift+n")
        await screen.until(lambda state: state.settings.snap is Snap.TRANSIENT)
        await keys("alt+Up", "alt+Up")
        await screen.until(lambda state: state.editor.gain > 1.5)
        await Mouse.move(*picture.center)
        await trio.run_process(["xdotool", "keydown", "ctrl", "click", "4", "keyup", "ctrl"])
        await screen.until(lambda state: state.editor.gain > 1.8)
        await frames(2)
        shot("numbers")
        await keys("p", "p")
        await screen.until(lambda state: state.editor.spectrum is not None)
        await frames(2)
        shot("numbers over a spectrogram")
        assert state.editor.view == screen.state.editor.view  # the wheel did not zoom in time
        await keys("shift+z")
        await screen.until(lambda state: state.editor.gain == 1)


def _colours(picture: PictureView) -> set[int]:
    """Return the colours seen in the picture, coarsely: equal ones differ by antialiasing."""
    x, y = (round(one) for one in picture.pos)
    seen = pixels()[::-1][y : y + int(picture.height), x : x + int(picture.width), :3] // 16
    return set((seen.astype(int) @ [256, 16, 1]).ravel().tolist())
