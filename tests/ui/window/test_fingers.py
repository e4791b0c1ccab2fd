"""Real SDL finger events reach the parts."""

from __future__ import annotations

import ctypes
from pathlib import Path

import kivy
from kivy.app import App

from models.state.screen import Density
from models.state.transport import Status
from tests.ui.harness import Mouse, endless, frames, sample_list, window
from ui.app import SempalApp

DOWN, UP, MOTION = 0x700, 0x701, 0x702
"""Source: SDL_events.h, SDL_FINGERDOWN, SDL_FINGERUP, SDL_FINGERMOTION."""


class FingerEvent(ctypes.Structure):
    """Source: SDL_events.h, SDL_TouchFingerEvent, padded to SDL_Event."""

    _fields_ = (
        ("type", ctypes.c_uint32),
        ("timestamp", ctypes.c_uint32),
        ("touch", ctypes.c_int64),
        ("finger", ctypes.c_int64),
        ("x", ctypes.c_float),
        ("y", ctypes.c_float),
        ("dx", ctypes.c_float),
        ("dy", ctypes.c_float),
        ("pressure", ctypes.c_float),
        ("window", ctypes.c_uint32),
        ("rest", ctypes.c_uint8 * 64),
    )


def push(kind: int, x: float, y: float) -> None:
    from kivy.core.window import Window  # opens it: the harness must have prepared that

    (library,) = (Path(kivy.__file__).parent.parent / "Kivy.libs").glob("libSDL2-2*")
    event = FingerEvent(
        type=kind, touch=1, finger=1, x=x / Window.width, y=1 - y / Window.height, pressure=1.0
    )
    assert ctypes.CDLL(str(library)).SDL_PushEvent(ctypes.byref(event)) == 1
    app = App.get_running_app()
    assert isinstance(app, SempalApp)
    app._clock.wake()  # as the connection to the X server does, by which real ones come


async def test_a_finger_of_sdl_plays_the_row_it_taps(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await endless(screen)
        rows = sample_list()
        x, y = rows.center_x, rows.top - rows.row_height * 2.5
        push(DOWN, x, y)
        await frames(2)
        push(UP, x, y)
        state = await screen.until(lambda state: state.transport.status is Status.PLAYING)

        assert state.browser.row == 2


async def test_targets_grow_for_fingers_and_shrink_for_the_mouse(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads", density=None) as screen:
        rows = sample_list()
        small = rows.row_height
        x, y = rows.center_x, rows.top - small * 1.5
        push(DOWN, x, y)
        await frames(2)
        assert rows.row_height == small, "nothing moves under a finger"
        push(UP, x, y)
        await screen.until(lambda state: state.density is Density.TOUCH)
        await frames(2)
        assert rows.row_height >= 44
        await Mouse.click(rows.center_x, rows.top - rows.row_height * 0.5)
        await screen.until(lambda state: state.density is Density.DESKTOP)
        await frames(2)

        assert rows.row_height == small
