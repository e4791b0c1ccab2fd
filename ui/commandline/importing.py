"""`sempal import-predecessor [HOME]`: take over what the Rust program of our name left."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import trio

from actors.messages import session
from actors.messages.ports import Ports
from models.predecessor.report import ImportReport
from ui.commandline.arguments import Asked
from ui.commandline.single import Taken, alone

FAILED = 1
"""Exit status where nothing was imported."""


def show(asked: Asked, report: ImportReport, path: str = "") -> int:
    """Print a report; returns the exit status."""
    if asked.json:
        print(json.dumps({**report.plain(), "dry_run": asked.dry, "report": path or None}))
        return 0
    lines = report.lines()
    if asked.dry:
        lines = tuple(line.replace("Imported: ", "Would be imported: ", 1) for line in lines)
    print("\n".join(lines))
    if path:
        print(f"This report: {path}")
    return 0


def refuse(asked: Asked, reason: str) -> int:
    """Print why nothing was imported; returns the exit status."""
    if asked.json:
        print(json.dumps({"error": reason}))
    sys.stderr.write(f"sempal: {reason}; nothing was imported or changed\n")
    return FAILED


def take_over(
    app: AbstractAsyncContextManager[Ports],
    asked: Asked,
    previewed: Callable[..., ImportReport | str],
) -> Callable[[], Awaitable[int]]:
    """Return the work: import, and tell what came of it.

    Args:
        app: The actors, to be started once it is known that all can be read.
        asked: What the person typed.
        previewed: Returns what would be done, or why nothing can.
    """

    async def work() -> int:
        home = asked.root.absolute() if asked.root else None
        found = await trio.to_thread.run_sync(previewed, home, asked.folder)
        if isinstance(found, str):
            return refuse(asked, found)
        if asked.dry:
            return show(asked, found)
        try:
            with alone(asked.folder):
                return await _carried_out(app, asked)
        except Taken as taken:
            return refuse(asked, str(taken))

    return work


async def _carried_out(app: AbstractAsyncContextManager[Ports], asked: Asked) -> int:
    async with app as ports:
        opened = await ports.state.until(lambda now: now.sources.known or bool(now.sources.failure))
        if not opened.sources.known:
            return refuse(asked, opened.sources.failure)
        home = os.fsencode(asked.root.absolute()) if asked.root else None
        ports.intents.post(session.ImportPredecessor(home, scan=False))
        done = await ports.state.until(
            lambda now: bool(now.predecessor.failure) or now.predecessor.report is not None
        )
        await ports.state.until(lambda now: not now.predecessor.unsettled)
    found = done.predecessor
    if found.report is None:
        return refuse(asked, found.failure)
    return show(asked, found.report, found.report_path)
