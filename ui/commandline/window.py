"""`sempal`: open the window over the running actors."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from actors.messages import session
from actors.messages.ports import Ports
from ui.commandline.arguments import Asked
from ui.window import prepare

NO_SCREEN = (
    "sempal: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
    "Start it on a desktop, or with --offscreen to run it without any screen.\n"
)


def no_screen() -> bool:
    """Tell whether this system needs a display server and has none."""
    if not sys.platform.startswith("linux"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: the window until it is closed."""

    async def work() -> int:
        if no_screen() and not asked.offscreen:
            sys.stderr.write(NO_SCREEN)
            return 2
        async with app as ports:
            prepare(asked.folder / "cache" / "kivy", asked.size, offscreen=asked.offscreen)
            from ui.app import SempalApp  # late: it opens the window

            window = SempalApp(ports.intents, ports.state)
            ports.intents.post(session.ScanAll())
            await window.run()
        return 0

    return work
