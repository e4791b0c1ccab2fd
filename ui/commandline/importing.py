"""`sempal import-predecessor [HOME]`: take over what the Rust program of our name left."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import trio

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.predecessor.report import ImportReport
from ui.commandline.arguments import Asked
from ui.commandline.single import Taken, alone
from ui.commandline.waiting import reached

NEEDS = ("library", "session")
"""Parts without which nothing is imported."""
NOTHING = "nothing was imported or changed"
CUT_SHORT = "the import was cut short: all of it or nothing was imported. Import again"
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


def refuse(asked: Asked, reason: str, outcome: str = NOTHING) -> int:
    """Print why nothing was imported; returns the exit status."""
    if asked.json:
        print(json.dumps({"error": reason}))
    sys.stderr.write(f"sempal: {reason}; {outcome}\n")
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
        try:
            opened = await reached(
                ports, lambda now: now.sources.known or bool(now.sources.failure), *NEEDS
            )
        except NoReply as failed:
            return refuse(asked, str(failed))
        try:
            if not opened.sources.known:
                return refuse(asked, opened.sources.failure)
            home = os.fsencode(asked.root.absolute()) if asked.root else None
            ports.intents.post(intents.ImportPredecessor(home, scan=False))
            done = await reached(
                ports,
                lambda now: bool(now.predecessor.failure) or now.predecessor.report is not None,
                *NEEDS,
            )
        except NoReply as failed:
            return refuse(asked, str(failed), CUT_SHORT)
        unsaved = await _settings_problem(ports)
    found = done.predecessor
    if found.report is None:
        return refuse(asked, found.failure, CUT_SHORT if found.cut_short else NOTHING)
    status = show(asked, found.report, found.report_path)
    if unsaved:
        sys.stderr.write(f"sempal: settings were not taken over yet: {unsaved}\n")
    return FAILED if unsaved else status


async def _settings_problem(ports: Ports) -> str:
    """Return why the imported settings did not reach `config.toml`; the next start tries again."""
    try:
        await reached(ports, lambda now: not now.predecessor.unsettled, "config", "session")
    except NoReply as failed:
        return str(failed)
    trouble = ports.parts.value.troubles.get("config")
    return trouble.whole if trouble is not None else ""
