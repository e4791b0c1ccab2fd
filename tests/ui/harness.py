"""Runs the real app in this process, drives it by keys, mouse and touch, and takes screenshots.

Keys and the mouse come from the X server (xdotool); fingers are Kivy touches, like those of SDL.
Several apps may run one after the other.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import trio
from numpy.typing import NDArray

from tests.ui.prepared import SIZE

# isort: split
from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.state.app import AppState
from models.state.screen import Density, Panel
from ui.app import SempalApp
from ui.browser.sample_list import SampleList
from ui.fairclock import FRAME
from ui.rendering import rendering
from ui.shell.root import Root
from ui.widgets.scroller import Scroller

PATIENCE = 300.0
"""Timeout in seconds, generous for a busy machine: worker processes run when nothing else does."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The running app."""

    app: SempalApp
    ports: Ports

    @property
    def state(self) -> AppState:
        """The current state."""
        return self.ports.state.value

    @property
    def root(self) -> Root:
        """The root widget."""
        return self.app.root_part

    async def until(self, wanted: Callable[[AppState], bool]) -> AppState:
        """Wait for a state, then for the frame that renders it."""
        with trio.fail_after(PATIENCE):
            state = await self.ports.state.until(wanted)
        await frames(2)
        return state

    def post(self, intent: intents.Intent) -> None:
        """Post an intent directly."""
        self.ports.intents.post(intent)


class _Alone(SempalApp):
    """The app on a window that is on no X server, as far as other programs are concerned."""

    def post(self, intent: intents.Intent) -> None:
        super().post(intents.OpenWindow(None) if isinstance(intent, intents.OpenWindow) else intent)


@asynccontextmanager
async def window(
    folder: Path,
    *sources: Path,
    sound: bool = False,
    size: tuple[int, int] = SIZE,
    density: Density | None = Density.DESKTOP,
    auto_embed: bool = False,
    handoff: bool = False,
) -> AsyncGenerator[Screen, None]:
    """Run the app on `folder` with these sources scanned.

    Args:
        folder: The `.sempal` folder.
        sources: Folders to add.
        sound: Play it on an output.
        size: Of the window, in pixels.
        density: `None`: the app decides.
        auto_embed: Embed and analyse new samples.
        handoff: Connect to other programs, which takes a process for each window.
    """
    Window.size = size
    async with running(Config(folder, sound=sound, auto_embed=auto_embed)) as ports:
        app = (SempalApp if handoff else _Alone)(ports.intents, ports.state)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(app.run)
            with trio.fail_after(PATIENCE):
                await app.drawn.wait()
                while tuple(Window._win.window_size) != size:  # the window manager resizes later
                    await frames(1)
                await ports.state.until(lambda state: state.sources.known)
            screen = Screen(app, ports)
            if density is not None:
                screen.post(intents.ChangeSetting("density", density))
            for source in sources:
                await add(screen, source)
            if len(sources) > 1:  # listed together, where adding chose the last one
                screen.post(intents.ChooseSource(None))
                await screen.until(lambda state: state.browser.query.source is None)
                await listed(screen)
            try:
                yield screen
            finally:
                app.stop()
                await _ended()


async def add(screen: Screen, source: Path) -> None:
    """Add a source and wait until its samples are listed."""
    screen.post(intents.AddSource(os.fsencode(source)))
    known = len(screen.state.sources.all)
    await screen.until(
        lambda state: (
            len(state.sources.all) > known
            and state.sources.report is not None
            and state.sources.report.source == state.sources.all[-1].id
            and not state.tasks
            and not state.browser.waiting
            and len(state.browser.ids) == _expected(state)
        )
    )


async def endless(screen: Screen) -> None:
    """Turn the loop on: what plays now goes on, however long the next step takes."""
    screen.post(intents.ToggleLoop())
    await screen.until(lambda state: state.transport.loop)


async def listed(screen: Screen) -> None:
    """Wait until all samples of a library that was known before are listed."""
    await screen.until(
        lambda state: (
            bool(state.sources.all)
            and not state.browser.waiting
            and len(state.browser.ids) == _expected(state)
        )
    )


def _expected(state: AppState) -> int:
    """Return the number of samples in the listed sources."""
    chosen = state.browser.query.source
    return sum(source.count for source in state.sources.all if chosen in {None, source.id})


async def _ended() -> None:
    with trio.move_on_after(3, shield=True):
        while EventLoop.status == "started":  # noqa: ASYNC110 - as above
            await trio.sleep(0.005)
    for widget in Window.children[:]:
        Window.remove_widget(widget)
    App._running_app = None


async def frames(count: int = 1) -> None:
    """Wait for `count` further frames; one that changes nothing is not drawn again."""
    app = App.get_running_app()
    assert isinstance(app, SempalApp)
    wanted = Clock.frames + count
    with trio.fail_after(PATIENCE):
        while Clock.frames < wanted:
            await trio.sleep(FRAME)
            app._clock.wake()


async def keys(*names: str) -> None:
    """Press keys on the X server one by one: `Down`, `ctrl+f`, `question`.

    The second key of a chord follows at once, however busy the machine is.
    """
    left = list(names)
    while left:
        count = 2 if left[0] == "g" else 1
        await trio.run_process(["xdotool", "key", "--clearmodifiers", *left[:count]])
        del left[:count]
        await frames(2)


async def typed(words: str) -> None:
    """Type text on the X server."""
    await trio.run_process(["xdotool", "type", "--delay", "30", words])
    await frames(3)


class Mouse:
    """The X server's mouse, in window pixels from the lower left."""

    @staticmethod
    async def move(x: float, y: float) -> None:
        """Move the mouse."""
        left, top = Window.left, Window.top
        at = (str(round(left + x)), str(round(top + Window.height - y)))
        await trio.run_process(["xdotool", "mousemove", *at])
        await frames(2)

    @staticmethod
    async def _button(verb: str, button: int) -> None:
        await trio.run_process(["xdotool", verb, str(button)])
        await frames(2)

    @classmethod
    async def down(cls, button: int = 1) -> None:
        """Press a button."""
        await cls._button("mousedown", button)

    @classmethod
    async def up(cls, button: int = 1) -> None:
        """Release a button."""
        await cls._button("mouseup", button)

    @classmethod
    async def click(cls, x: float, y: float, button: int = 1) -> None:
        """Move there, press and release."""
        await cls.move(x, y)
        await cls.down(button)
        await cls.up(button)

    @classmethod
    async def press(cls, piece: Widget) -> None:
        """Click the middle of a part of the window, scrolled into view."""
        above = piece.parent
        while isinstance(above, Widget) and not isinstance(above, Scroller):
            above = above.parent
        if isinstance(above, Scroller):
            above.reveal(piece)
            await frames(1)
        await cls.click(*piece.center)


class Finger(MotionEvent):
    """A finger on the touch screen."""

    _count = 0

    def __init__(self, x: float, y: float) -> None:
        Finger._count += 1
        super().__init__(
            "finger", 1000 + Finger._count, self._at(x, y), is_touch=True, type_id="touch"
        )
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        """Read the position from Kivy's arguments."""
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)

    @staticmethod
    def _at(x: float, y: float) -> dict[str, float]:
        return {"x": x / (Window.width - 1.0), "y": y / (Window.height - 1.0)}

    async def down(self) -> Finger:
        """Press the finger."""
        EventLoop._dispatch_input("begin", self)
        await frames(2)
        return self

    async def drag(self, x: float, y: float) -> Finger:
        """Press the finger and move it at once: a pause of a busy machine would be a long press."""
        self._now("begin")
        MotionEvent.move(self, self._at(x, y))
        self._now("update")
        await frames(2)
        return self

    async def tap(self) -> None:
        """Press the finger and release it at once."""
        self._now("begin")
        self._now("end")
        await frames(2)

    def _now(self, kind: str) -> None:
        EventLoop._dispatch_input(kind, self)
        EventLoop.dispatch_input()

    async def go(self, x: float, y: float) -> None:
        """Move the finger."""
        MotionEvent.move(self, self._at(x, y))
        EventLoop._dispatch_input("update", self)
        await frames(2)

    async def up(self) -> None:
        """Release the finger."""
        EventLoop._dispatch_input("end", self)
        await frames(2)


async def double_tap(x: float, y: float) -> None:
    """Tap twice, without a delay on a busy machine."""
    first, second = Finger(x, y), Finger(x, y)
    for kind, finger in (("begin", first), ("end", first), ("begin", second)):
        finger._now(kind)
    await frames(2)
    await second.up()


async def tap(x: float, y: float) -> None:
    """Tap once."""
    await Finger(x, y).tap()


def sample_list() -> SampleList:
    """Return the sample list."""
    found = (piece for piece in parts(SampleList) if piece.panel is Panel.SAMPLES)
    return next(found)


def pixels() -> NDArray[np.uint8]:
    """Return the window's pixels: uint8 [height, width, 4], top row first."""
    Window.dispatch("on_draw")
    rendering.finish()
    width, height = (int(part) for part in Window.size)
    data: Any = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    return np.frombuffer(data, np.uint8).reshape(height, width, 4)[::-1]


def shot(name: str) -> Path | None:
    """Save a screenshot to the folder `SEMPAL_SHOTS`, if it is set."""
    folder = os.environ.get("SEMPAL_SHOTS")
    if not folder:
        return None
    path = Path(folder) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = pixels()
    raw = path.with_suffix(".rgba")
    raw.write_bytes(picture.tobytes())
    size = f"{picture.shape[1]}x{picture.shape[0]}"
    convert = ["convert", "-size", size, "-depth", "8", f"rgba:{raw}", "-alpha", "off", str(path)]
    subprocess.run(convert, check=True)
    raw.unlink()
    return path


def parts(kind: type, root: Any = None) -> list[Any]:
    """Return all widgets of type `kind` below `root`, by default in the whole window."""
    tops = [root] if root is not None else Window.children
    every = (widget for top in tops for widget in top.walk(restrict=True))
    return [widget for widget in every if isinstance(widget, kind)]
