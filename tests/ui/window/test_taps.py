"""Two taps on one place are a double tap; drags are none, and neither are slow taps."""

from __future__ import annotations

from pathlib import Path

import trio
from kivy.base import EventLoop
from kivy.core.window import Window

from models.audio.span import Span
from models.audio.units import Frames
from models.state.transport import Status
from tests.ui.harness import Finger, Screen, double_tap, frames, keys, parts, window
from tests.ui.stage import Stage
from ui.double_tap import SLACK, Taps
from ui.waveform.picture import PictureView


def pressed(*ways: float) -> list[bool]:
    """Press on one place again and again, each time dragged so many pixels; tell what counted."""
    taps, found = Taps(), []
    for way in ways:
        touch = Finger(400, 300)
        taps.process([("begin", touch)])
        touch.dispatch_done()  # its place is the origin from now on
        found.append(bool(touch.is_double_tap))
        for x in (400 + way, 400):  # it comes back
            touch.move({"x": x / (Window.width - 1), "y": 300 / (Window.height - 1)})
            taps.process([("update", touch)])
        taps.process([("end", touch)])
    return found


def test_two_taps_are_a_double_tap_and_a_third_begins_anew(stage: Stage) -> None:
    assert pressed(0, 0, 0) == [False, True, False]
    assert pressed(SLACK - 1, 1) == [False, True]


def test_what_was_dragged_is_no_tap(stage: Stage) -> None:
    assert pressed(SLACK + 2, 0) == [False, False]
    assert pressed(0, SLACK + 2, 0) == [False, True, False]


def test_a_late_second_tap_is_a_first_one(stage: Stage) -> None:
    taps = Taps()
    first, second = Finger(400, 300), Finger(400, 300)
    second.time_start = first.time_start + taps.double_tap_time * 1.1
    taps.process([("begin", first), ("end", first), ("begin", second)])

    assert not second.is_double_tap


def test_shift_makes_no_double_tap_of_a_click(stage: Stage) -> None:
    touch = Finger(400, 300)
    touch.is_double_tap = True  # as Kivy's mouse does while Shift is held
    Taps().process([("begin", touch)])

    assert not touch.is_double_tap


async def tap_and(screen: Screen, x: float, y: float, way: float) -> None:
    """Press, move and lift within one moment, as quick hands do."""
    finger = Finger(x, y)
    EventLoop._dispatch_input("begin", finger)
    EventLoop.dispatch_input()
    for place in (x + way, x):
        finger.move(finger._at(place, y))
        EventLoop._dispatch_input("update", finger)
        EventLoop.dispatch_input()
    EventLoop._dispatch_input("end", finger)
    EventLoop.dispatch_input()
    await trio.lowlevel.checkpoint()


async def test_the_window_tells_quick_drags_from_double_taps(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("Down", "Escape")
        state = await screen.until(lambda state: state.editor.view is not None)
        assert state.editor.sample is not None
        whole = Span(Frames(0), state.editor.sample.frames)
        picture = parts(PictureView)[0]
        x, y = picture.center
        for _ in range(3):
            await tap_and(screen, x, y, 60)
        await frames(2)
        assert screen.state.editor.selection != whole
        assert screen.state.transport.status is Status.STOPPED
        await trio.sleep(0.4)  # longer than between the taps of a double tap
        await double_tap(x, y)
        await screen.until(lambda state: state.editor.selection == whole)
