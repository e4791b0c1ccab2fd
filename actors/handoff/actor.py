"""The handoff actor: forwards drags and clipboard to its process, starts other programs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir

import trio
from loguru import logger

from actors.handoff.call_server import serve_calls
from actors.handoff.process.protocol import Alive, Probe
from actors.handoff.process_link import PROGRAM, ProcessFailed, ProcessLink, process_link
from actors.handoff.programs import ProgramFailed, output_of, start
from actors.handoff.reveal import reveal
from actors.kernel.mailbox import Address, Mailbox
from actors.media.error import os_error_reason
from actors.messages import handoff
from models.audio.units import Ticket
from models.handoff.command_line import InvalidCommand, command_lines
from models.handoff.drag import Verdict
from models.handoff.system_clipboard import copying_line, printed_paths, reading_line
from models.handoff.system_opener import opener_line

HANG = 1.0
"""Seconds without an answer, after the end of a press, until the process counts as hung."""
BROWSERS = ("x-www-browser", "firefox", "chromium", "google-chrome", "epiphany", "falkon")
"""Programs that show HTML, tried where the system names none."""
GLANCE, MOST = 0.2, 100
"""Seconds for finding out what is a folder, of so many paths that hang over the window."""
NOT_CONNECTED = "sempal is not connected to the clipboard"
NO_WINDOW = "the window is on no X server"
NO_XLIB = "python-xlib is not installed"


class HandoffActor:
    """Receives `handoff.Command`, sends `handoff.Event`.

    If its process dies or hangs, the actor crashes: its supervisor starts both again.
    """

    def __init__(
        self,
        inbox: Mailbox[handoff.Command],
        events: Address[handoff.Event],
        folder: Path | None = None,
        program: tuple[str, ...] = PROGRAM,
        platform: str = sys.platform,
    ) -> None:
        """Create the actor; later starts call it over a socket in `folder`, the data folder."""
        self._platform = platform
        self._inbox, self._events, self._program = inbox, events, program
        self._folder = folder
        self._serving = False
        self._link: ProcessLink | None = None
        self._reason = NOT_CONNECTED
        """Why there is no process."""
        self._alive = trio.Event()

    async def run(self) -> None:
        """Handle commands until cancelled."""
        async with trio.open_nursery() as nursery:
            async for command in self._inbox:
                await self._handle(command, nursery)

    async def _handle(self, command: handoff.Command, nursery: trio.Nursery) -> None:
        match command:
            case handoff.Connect():
                if self._folder is not None and not self._serving:
                    self._serving = True
                    nursery.start_soon(serve_calls, self._folder, self._events)
                await self._connect(command, nursery)
            case handoff.Reveal(paths=paths):
                nursery.start_soon(self._reveal, paths, nursery)
            case handoff.Open():
                nursery.start_soon(self._open, command, nursery)
            case handoff.OpenGuide():
                nursery.start_soon(self._open_guide, nursery)
            case handoff.EndTouch():
                if self._link is not None:
                    self._alive = trio.Event()
                    await self._link.send(Probe())
                    nursery.start_soon(self._watch, self._link, self._alive)
            case _ if self._link is None:
                await self._refuse(command)
            case _:
                await self._link.send(command)

    # ------------------------------------------------------------ the process

    async def _connect(self, command: handoff.Connect, nursery: trio.Nursery) -> None:
        if self._is_running():
            return
        missing = find_spec("Xlib") is None
        if command.window is None or missing:
            self._reason = NO_WINDOW if command.window is None else NO_XLIB
            await self._events.send(handoff.NotConnected(self._reason))
            return
        link: ProcessLink = await nursery.start(self._run_process)
        if self._is_running():  # it has not ended meanwhile
            await link.send(command)

    def _is_running(self) -> bool:
        return self._link is not None

    async def _run_process(self, task_status: trio.TaskStatus[ProcessLink]) -> None:
        """Read events until the process ends, which it does if there is no X server."""
        async with process_link(self._program) as link:
            self._link = link
            task_status.started(link)
            try:
                while (event := await link.receive()) is not None:
                    if isinstance(event, Alive):
                        self._alive.set()
                        continue
                    if isinstance(event, handoff.NotConnected):
                        logger.warning("handoff: {}", event.reason)
                        self._link, self._reason = None, event.reason
                    if isinstance(event, handoff.Hovered):
                        event = await _with_folders(event)
                    await self._events.send(event)
            finally:
                self._link = None

    async def _watch(self, link: ProcessLink, alive: trio.Event) -> None:
        """Wait for the answer to a probe.

        Raises:
            ProcessFailed: There is none.
        """
        with trio.move_on_after(HANG):
            await alive.wait()
            return
        link.kill()
        raise ProcessFailed("its process does not respond")

    async def _refuse(self, command: handoff.Command) -> None:
        """Answer a command without a process."""
        match command:
            case handoff.Carry(ticket=ticket):
                await self._events.send(handoff.LetGo(ticket, Verdict.CANCELLED))
            case handoff.Hold(paths=paths, text=text):
                line = copying_line(paths, text=text, platform=self._platform)
                await self._events.send(await _held(command, line, self._reason))
            case handoff.ReadClipboard(ticket=ticket):
                line = reading_line(self._platform)
                await self._events.send(await _read(ticket, line, self._reason))
            case _:
                pass  # of a drag that has ended

    # ------------------------------------------------------------ other programs

    async def _reveal(self, paths: Sequence[bytes], nursery: trio.Nursery) -> None:
        await self._events.send(await reveal(paths, nursery))

    async def _open(self, command: handoff.Open, nursery: trio.Nursery) -> None:
        try:
            for line in _lines(command):
                await start(line, nursery)
        except (InvalidCommand, ProgramFailed) as failure:
            logger.warning("not opened: {}", failure)
            await self._events.send(handoff.NotOpened(str(failure)))
        else:
            await self._events.send(handoff.Opened(len(command.paths)))

    async def _open_guide(self, nursery: trio.Nursery) -> None:
        """Show the guide in the browser, else in a browser that the system does not name."""
        from data import guide_pages  # late: it parses Markdown, which takes 50 ms to import

        folder = (self._folder or Path(gettempdir()) / "sempal") / "cache" / "guide"
        try:
            page = await trio.to_thread.run_sync(guide_pages.write, folder)
        except OSError as failure:
            logger.warning("guide not written: {}", failure)
            await self._events.send(handoff.GuideUnopened(b"", os_error_reason(failure)))
            return
        path = os.fsencode(page.absolute())
        reasons: list[str] = []
        for line in (opener_line(path), *((os.fsencode(one), path) for one in _browsers())):
            try:
                await start(line, nursery)
            except ProgramFailed as failure:
                logger.warning("guide not opened: {}", failure)
                reasons.append(str(failure))
            else:
                await self._events.send(handoff.Opened(1))
                return
        shown = isinstance(await reveal((path,), nursery), handoff.Revealed)
        await self._events.send(handoff.GuideUnopened(path, reasons[0], shown))


async def _with_folders(event: handoff.Hovered) -> handoff.Hovered:
    """Return the event with the number of folders; 0 if their drive is slow."""
    with trio.move_on_after(GLANCE):
        count = partial(_count_folders, event.paths[:MOST])
        found = await trio.to_thread.run_sync(count, abandon_on_cancel=True)
        return replace(event, folders=found)
    return event


def _count_folders(paths: Sequence[bytes]) -> int:
    return sum(os.path.isdir(path) for path in paths)


def _browsers() -> Sequence[str]:
    """Return the paths of browsers that are installed."""
    return [found for name in BROWSERS if (found := shutil.which(name))]


def _lines(command: handoff.Open) -> Sequence[Sequence[bytes]]:
    if command.editor.strip():
        return command_lines(command.editor, command.paths)
    return [opener_line(path) for path in command.paths]


async def _held(command: handoff.Hold, line: Sequence[bytes], reason: str) -> handoff.Event:
    if not line:
        return handoff.NotHeld(reason)
    try:
        await output_of(line)
    except ProgramFailed as failure:
        return handoff.NotHeld(str(failure))
    return handoff.Held(len(command.paths), command.text)


async def _read(ticket: Ticket, line: Sequence[bytes], reason: str) -> handoff.OnClipboard:
    if not line:
        return handoff.OnClipboard(ticket, (), reason=reason)
    try:
        return handoff.OnClipboard(ticket, printed_paths(await output_of(line)))
    except ProgramFailed as failure:
        return handoff.OnClipboard(ticket, (), reason=str(failure))
