"""`sempal`: open the window over the running actors."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import trio

from actors.kernel.mailbox import MailboxFull
from actors.messages import intents
from actors.messages.ports import Ports
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from ui import theme
from ui.commandline.arguments import Asked
from ui.commandline.running import FAILED
from ui.window import prepare

LIBRARIES = ("library.db", "sempal.db")
"""If one of these is there, it is not the first start."""
SOON = 1.0
"""Seconds to wait for `config.toml`, whose colours must be known first."""
NO_SCREEN = (
    "sempal: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
    "Start it on a desktop, or with --offscreen to run it without any screen.\n"
)


def no_screen() -> bool:
    """Tell whether this system needs a display server and has none."""
    if not sys.platform.startswith("linux"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(
    app: AbstractAsyncContextManager[Ports], asked: Asked, demo: Callable[[Path], None]
) -> Callable[[], Awaitable[int]]:
    """Return the work: the window until it is closed.

    Args:
        app: The actors, to be started.
        asked: What the person typed.
        demo: Writes the demo library to a folder.
    """
    fresh = asked.demo and not any((asked.folder / name).exists() for name in LIBRARIES)

    async def work() -> int:
        if no_screen() and not asked.offscreen:
            sys.stderr.write(NO_SCREEN)
            return 2
        async with app as ports, trio.open_nursery() as nursery:
            nursery.start_soon(_welcome if fresh else _look_around, ports, asked.folder, demo)
            prepare(asked.folder / "cache" / "kivy", asked.size, offscreen=asked.offscreen)
            with trio.move_on_after(SOON):
                await ports.state.until(lambda now: now.screen.read)
            problems = theme.paint(ports.state.value.screen.theme)
            from ui.app import SempalApp  # late: it opens the window, and takes the colours

            for problem in problems:
                _say(ports, intents.ShowNotice(Notice(NoticeKind.SETTINGS_INVALID, reason=problem)))
            await SempalApp(ports.intents, ports.state).run()
            nursery.cancel_scope.cancel()
            lost = ports.parts.value.lost
        return FAILED if lost else 0

    return work


def _say(ports: Ports, intent: intents.Intent) -> None:
    with suppress(MailboxFull):  # a session that is no more says so on the screen
        ports.intents.post(intent)


async def _look_around(ports: Ports, _folder: Path, _demo: Callable[[Path], None]) -> None:
    """Bring every source up to date once the library has said which there are."""
    await ports.state.until(lambda state: state.sources.known)
    _say(ports, intents.ScanAll())


async def _welcome(ports: Ports, folder: Path, demo: Callable[[Path], None]) -> None:
    """Open the demo library, so that there is something to hear."""
    root = folder / "demo"
    try:
        await trio.to_thread.run_sync(demo, root)
    except OSError as error:
        _say(ports, intents.ShowNotice(Notice(NoticeKind.NO_DEMO, reason=str(error))))
        return
    await ports.state.until(lambda state: state.sources.known)
    if not await _has_imported(ports):
        _say(ports, intents.AddSource(os.fsencode(root)))


async def _has_imported(ports: Ports) -> bool:
    """Tell what came of the offer to import, if there is one."""
    state = await ports.state.until(
        lambda now: now.predecessor.report is not None or now.screen.sheet is not Sheet.IMPORT
    )
    return state.predecessor.report is not None
