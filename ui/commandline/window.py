"""`sempal`: open the window."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import trio

from actors.kernel.mailbox import MailboxFull
from actors.messages import intents
from actors.messages.ports import Ports
from data import demo_library
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from ui import theme
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.start import StartOptions
from ui.commandline.status import Status
from ui.commandline.verb import Verb
from ui.text import commandline as text
from ui.window import prepare

LIBRARIES = ("library.db", "sempal.db")
"""If one of these exists, it is not the first start."""
SOON = 1.0
"""Timeout in seconds for loading `config.toml`, whose colours are needed first."""


def no_screen() -> bool:
    """Tell whether this system needs a display server and has none."""
    if not sys.platform.startswith("linux"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def run(context: Context, options: StartOptions) -> int:
    """Show the window until it is closed."""
    if no_screen() and not options.offscreen:
        complain(text.NO_SCREEN)
        return Status.MISUSED
    folder = context.folder
    fresh = not options.no_demo and not any((folder / name).exists() for name in LIBRARIES)
    app = context.entry.running(folder, auto_embed=True)
    async with app as ports, trio.open_nursery() as nursery:
        nursery.start_soon(_open_demo if fresh else _scan_all, ports, folder)
        prepare(folder / "cache" / "kivy", options.size, offscreen=options.offscreen)
        with trio.move_on_after(SOON):
            await ports.state.until(lambda now: now.screen.read)
        problems = theme.paint(ports.state.value.settings.theme)
        from ui.app import SempalApp  # late: it opens the window, and reads the colours

        for problem in problems:
            _post(ports, intents.ShowNotice(Notice(NoticeKind.SETTINGS_INVALID, reason=problem)))
        await SempalApp(ports.intents, ports.state).run()
        nursery.cancel_scope.cancel()
        lost = ports.parts.value.lost
    return Status.FAILED if lost else Status.DONE


def _post(ports: Ports, intent: intents.Intent) -> None:
    with suppress(MailboxFull):  # a crashed session shows that in the window
        ports.intents.post(intent)


async def _scan_all(ports: Ports, _folder: Path) -> None:
    """Rescan all sources once they are loaded."""
    await ports.state.until(lambda state: state.sources.known)
    _post(ports, intents.ScanAll())


async def _open_demo(ports: Ports, folder: Path) -> None:
    """Add the demo library on a first start, unless a library was imported."""
    root = folder / "demo"
    try:
        await trio.to_thread.run_sync(demo_library.write, root)
    except OSError as error:
        _post(ports, intents.ShowNotice(Notice(NoticeKind.NO_DEMO, reason=str(error))))
        return
    await ports.state.until(lambda state: state.sources.known)
    if not await _has_imported(ports):
        _post(ports, intents.AddSource(os.fsencode(root)))


async def _has_imported(ports: Ports) -> bool:
    """Wait for the user's reply to an import offer; return whether a library was imported."""
    state = await ports.state.until(
        lambda now: now.predecessor.report is not None or now.screen.sheet is not Sheet.IMPORT
    )
    return state.predecessor.report is not None


VERB = Verb(
    "window",
    "open the window",
    StartOptions,
    run,
    example="sempal --size 1280x800",
)
