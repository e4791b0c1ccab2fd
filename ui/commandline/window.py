"""`sempal`: open the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui import quick_imports
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.start import StartOptions
from ui.commandline.status import Status
from ui.commandline.verb import Verb
from ui.text import commandline as text

if TYPE_CHECKING:  # what the window is made of is imported while the display is opened
    import trio

    from actors.kernel.mailbox import Slot
    from actors.messages import intents
    from actors.messages.front import Front
    from actors.messages.ports import Ports
    from models.state.notice import Notice

LIBRARIES = ("library.db", "sempal.db")
"""If one of these exists, it is not the first start."""
PATIENCE = 1.0
"""Seconds for which a scan waits for the first rows."""


def no_screen() -> bool:
    """Tell whether this system needs a display server and has none."""
    if not sys.platform.startswith("linux"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def run(context: Context, options: StartOptions) -> int:
    """Show the window until it is closed; the actors start after its first frame."""
    if no_screen() and not options.offscreen:
        complain(text.NO_SCREEN)
        return Status.MISUSED
    import trio

    from models.state.notice import Notice, NoticeKind
    from ui import theme
    from ui.window import prepare

    folder = context.folder
    fresh = not options.no_demo and not any((folder / name).exists() for name in LIBRARIES)
    standby = await context.entry.start_standby()
    settings = await trio.to_thread.run_sync(context.entry.load_settings, folder)
    prepare(folder / "cache" / "kivy", options.size, settings, offscreen=options.offscreen)
    problems = theme.paint(settings.theme)
    from ui.app import SempalApp  # late: it opens the window, and reads the colours

    front = context.entry.open_front(settings, standby)
    app = SempalApp(front.intents.slot, front.state)
    rendering = trio.Event()

    def meanwhile() -> None:
        quick_imports.keep_imported()
        rendering.set()

    app.do_meanwhile(meanwhile)
    async with trio.open_nursery() as nursery:
        begin = _open_demo if fresh else _scan_all
        nursery.start_soon(partial(_run_actors, context, front, rendering, app.rest, begin))
        for reason in problems:
            _show(front.intents.slot, Notice(NoticeKind.SETTINGS_INVALID, reason=reason))
        nursery.start_soon(_show_paths, front, options.paths)
        await app.run()
        nursery.cancel_scope.cancel()
    return Status.FAILED if front.state.value.parts.lost else Status.DONE


async def _run_actors(
    context: Context,
    front: Front,
    rendering: trio.Event,
    rest: Callable[[], Awaitable[None]],
    begin: Callable[[Ports, Path], Awaitable[None]],
) -> None:
    """Run the actors once the first frame is being rendered, as importing them takes longer."""
    import trio

    await rendering.wait()
    await trio.to_thread.run_sync(context.entry.import_wiring)
    async with context.entry.running(context.folder, auto_embed=True, front=front) as ports:
        await begin(ports, context.folder)
        await ports.started.wait()
        await rest()
        quick_imports.end()
        await trio.sleep_forever()


def _show(inbox: Slot[intents.Intent], notice: Notice) -> None:
    from actors.messages.intents import ShowNotice

    _post(inbox, ShowNotice(notice))


def _post(inbox: Slot[intents.Intent], intent: intents.Intent) -> None:
    from actors.kernel.mailbox import MailboxFull

    with suppress(MailboxFull):  # a crashed session shows that in the window
        inbox.post(intent)


async def _scan_all(ports: Ports, _folder: Path) -> None:
    """Rescan all sources once they are listed."""
    import trio

    from actors.messages import intents

    await ports.state.until(lambda state: state.sources.known)
    with trio.move_on_after(PATIENCE):
        await ports.state.until(lambda state: state.listed)
    _post(ports.intents, intents.ScanAll())


async def _show_paths(front: Front, paths: tuple[str, ...]) -> None:
    """Show the paths of the command line once the sources are loaded."""
    from actors.messages import intents
    from ui.commandline.second_start import call_of

    if paths:
        await front.state.until(lambda state: state.sources.known)
        _post(front.intents.slot, intents.ShowPaths(call_of(paths).paths))


async def _open_demo(ports: Ports, folder: Path) -> None:
    """Add the demo library on a first start, unless a library was imported."""
    import trio

    from actors.messages import intents
    from data import demo_library
    from models.state.notice import Notice, NoticeKind

    root = folder / "demo"
    try:
        await trio.to_thread.run_sync(demo_library.write, root)
    except OSError as error:
        _show(ports.intents, Notice(NoticeKind.NO_DEMO, reason=str(error)))
        return
    await ports.state.until(lambda state: state.sources.known)
    if not await _has_imported(ports):
        _post(ports.intents, intents.AddSource(os.fsencode(root), demo=True))


async def _has_imported(ports: Ports) -> bool:
    """Wait for the user's reply to an import offer; return whether a library was imported."""
    from models.state.screen import Sheet

    state = await ports.state.until(
        lambda now: now.predecessor.report is not None or now.screen.sheet is not Sheet.IMPORT
    )
    return state.predecessor.report is not None


def _mistake(options: StartOptions) -> str:
    """Return which files or folders are not there, if none of those named is."""
    found = [Path(path).expanduser() for path in options.paths]
    there = any(path.exists() for path in found)
    return "" if there or not found else text.not_found([str(path) for path in found])


VERB = Verb(
    "window",
    "open the window",
    StartOptions,
    run,
    example="sempal --size 1280x800",
    mistake=_mistake,
    app=False,  # it starts the actors, but imports them after its first frame
)
