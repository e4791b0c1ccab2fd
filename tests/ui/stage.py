"""A single widget in a real window, without the app."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.ui.prepared import SIZE

# isort: split
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.input.providers.mouse import MouseMotionEvent
from kivy.metrics import Metrics
from kivy.uix.widget import Widget

from ui.rendering import rendering
from ui.theme import PALETTE, Colour

Pixels = NDArray[np.uint8]
"""uint8 [height, width, 3], bottom row first."""


class Stage:
    """The window, empty except for the widgets that a test adds."""

    def __init__(self) -> None:
        assert Window is not None, "no GL: is Mesa installed?"
        EventLoop.ensure_window()
        Window.clearcolor = PALETTE.ground
        self._touches = 0

    @staticmethod
    def clear() -> None:
        """Remove all widgets, move the mouse outside, reset the density to 1."""
        for widget in Window.children[:]:
            Window.remove_widget(widget)
        Window.mouse_pos = (-1, -1)
        Metrics.density = Metrics.fontscale = 1.0
        if tuple(Window.size) != SIZE:  # another suite opened it
            Window.size = SIZE
            Stage.until(lambda: tuple(Window.size) == SIZE)

    @staticmethod
    def put(widget: Widget, left: int, bottom: int, width: int, height: int) -> None:
        """Add `widget` at a position."""
        widget.size_hint = (None, None)
        widget.pos, widget.size = (left, bottom), (width, height)
        Window.add_widget(widget)
        Stage.frame()

    @staticmethod
    def frame() -> None:
        """Pass one frame of the clock; it is drawn where `pixels` looks."""
        Clock.tick()
        Clock.tick_draw()

    @classmethod
    def until(cls, wanted: Callable[[], bool], seconds: float = 10.0) -> None:
        """Pass frames until a condition holds."""
        end = time.monotonic() + seconds
        while not wanted():
            assert time.monotonic() < end, "timeout"
            cls.frame()
            time.sleep(0.005)

    @classmethod
    def wait(cls, seconds: float) -> None:
        """Pass frames for some seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            cls.frame()
            time.sleep(0.01)

    @staticmethod
    def hover(x: float, y: float) -> None:
        """Move the mouse."""
        Window.mouse_pos = (x, y)

    def mouse(self, x: float, y: float, button: str = "left") -> Touch:
        """Press a mouse button, or scroll the wheel."""
        place = [*_part(x, y), button]
        event = MouseMotionEvent("mouse", self._id(), place, is_touch=True, type_id="touch")
        return Touch(event)

    def finger(self, x: float, y: float) -> Touch:
        """Press a finger."""
        event = _Finger("finger", self._id(), _part(x, y), is_touch=True, type_id="touch")
        return Touch(event)

    def click(self, x: float, y: float, button: str = "left") -> None:
        """Press and release a mouse button."""
        self.mouse(x, y, button).up()

    def tap(self, x: float, y: float) -> None:
        """Tap once."""
        self.finger(x, y).up()

    def _id(self) -> str:
        self._touches += 1
        return f"touch {self._touches}"

    @classmethod
    def pixels(cls) -> Pixels:
        """Return the window's pixels."""
        cls.frame()
        Window.dispatch("on_draw")
        rendering.finish()
        width, height = (int(part) for part in Window.size)
        data: Any = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
        return np.frombuffer(data, np.uint8).reshape(height, width, 4)[..., :3]

    @classmethod
    def shot(cls, name: str) -> None:
        """Save a screenshot to the folder `SEMPAL_SHOTS`, if it is set."""
        folder = os.environ.get("SEMPAL_SHOTS")
        if not folder:
            return
        picture = cls.pixels()[::-1]
        size = f"{picture.shape[1]}x{picture.shape[0]}"
        path = Path(folder) / f"{name}.png"
        command = ["convert", "-size", size, "-depth", "8", "rgb:-", str(path)]
        subprocess.run(command, input=picture.tobytes(), check=True)


class _Finger(MotionEvent):
    def depack(self, args: list[float]) -> None:
        self.sx, self.sy = args
        self.profile = ["pos"]
        super().depack(args)


class Touch:
    """A touch in progress."""

    def __init__(self, event: MotionEvent) -> None:
        self._event = event
        self._dispatch("begin")

    def go(self, x: float, y: float) -> None:
        """Move the touch."""
        self._event.move(_part(x, y))
        self._dispatch("update")

    def up(self) -> None:
        """Release the touch."""
        self._dispatch("end")

    def _dispatch(self, kind: str) -> None:
        EventLoop.post_dispatch_input(kind, self._event)
        Stage.frame()


def _part(x: float, y: float) -> list[float]:
    return [x / (Window.width - 1.0), y / (Window.height - 1.0)]


def near(pixels: Pixels, colour: Colour, slack: int = 6) -> NDArray[np.bool_]:
    """Return which pixels are close to a colour: bool [height, width]."""
    wanted = np.array([round(part * 255) for part in colour[:3]])
    return (np.abs(pixels.astype(int) - wanted) <= slack).all(axis=2)
