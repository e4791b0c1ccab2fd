"""`sempal scan DIR`: bring a source up to date without a window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict

import trio

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.library.report import ScanReport
from ui.commandline.arguments import Asked
from ui.commandline.progress import tell
from ui.commandline.waiting import reached


def scan(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: scan `asked.root`, tell what was found."""

    async def work() -> int:
        if asked.root is None:
            raise ValueError("scan without a folder")
        async with app as ports:
            root = os.fsencode(asked.root.absolute())
            ports.intents.post(intents.AddSource(root, full=asked.full))
            async with trio.open_nursery() as nursery:
                if not asked.json:
                    nursery.start_soon(tell, ports.state)
                report = await _report(ports)
                nursery.cancel_scope.cancel()
        return _say(report, as_json=asked.json)

    return work


async def _report(ports: Ports) -> ScanReport:
    try:
        done = await reached(
            ports,
            lambda now: now.sources.report is not None or bool(now.sources.failure),
            *("library", "session"),
        )
    except NoReply as failed:
        return ScanReport(None, problem=f"not scanned: {failed}")
    return done.sources.report or ScanReport(None, problem=done.sources.failure)


def _say(report: ScanReport, *, as_json: bool) -> int:
    failed = report.source is None or report.offline
    if as_json:
        print(json.dumps(asdict(report) | {"unsupported": dict(report.unsupported)}))
    elif failed:
        print(f"sempal: {report.problem}", file=sys.stderr)
    else:
        print(
            f"{report.added} new, {report.updated} changed, {report.moved} moved, "
            f"{report.missing} missing, {report.unreadable} unreadable"
        )
        if report.left_out:
            print(report.left_out)
        if report.problem:
            print(f"sempal: {report.problem}", file=sys.stderr)
    return 1 if failed else 0
