"""`sempal export COLLECTION FOLDER`: write the samples of a collection into a folder."""

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
from models.audio.units import CollectionId
from models.library.export.report import ExportReport
from models.state.app import AppState
from ui.commandline.arguments import Asked
from ui.commandline.progress import tell
from ui.commandline.waiting import reached

NEEDS = ("library", "session")
"""Parts without which nothing is exported."""


def export(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: export, and tell what came of it."""

    async def work() -> int:
        if asked.root is None:
            raise ValueError("export without a folder")
        async with app as ports:
            try:
                state = await reached(
                    ports,
                    lambda now: now.collections.known or bool(now.sources.failure),
                    *NEEDS,
                )
            except NoReply as failed:
                return _say(asked, ExportReport(asked.collection, "", problem=str(failed)))
            if not state.collections.known:
                return _say(
                    asked, ExportReport(asked.collection, "", problem=state.sources.failure)
                )
            found = _found(state, asked.collection)
            if isinstance(found, str):
                return _say(asked, ExportReport(asked.collection, "", problem=found))
            folder = os.fsencode(asked.root.absolute())
            ports.intents.post(intents.Export(found, folder, asked.export))
            async with trio.open_nursery() as nursery:
                if not asked.json:
                    nursery.start_soon(tell, ports.state)
                report = await _report(ports, asked)
                nursery.cancel_scope.cancel()
        return _say(asked, report)

    return work


async def _report(ports: Ports, asked: Asked) -> ExportReport:
    try:
        done = await reached(
            ports,
            lambda now: now.exporting.report is not None or bool(now.exporting.problem),
            *NEEDS,
        )
    except NoReply as failed:
        return ExportReport(asked.collection, "", problem=f"not exported: {failed}")
    known = done.exporting
    return known.report or ExportReport(asked.collection, "", problem=known.problem)


def _found(state: AppState, name: str) -> CollectionId | str:
    """Return the collection of that name, or why there is none."""
    for one in state.collections.all:
        if one.name.casefold() == name.casefold():
            return one.id
    names = ", ".join(f"“{one.name}”" for one in state.collections.all) or "none"
    return f"there is no collection “{name}”; there are: {names}"


def _say(asked: Asked, report: ExportReport) -> int:
    if asked.json:
        print(json.dumps(asdict(report)))
    elif not report.problem:
        print(f"{report.folder}: {report.summary}")
        if report.left:
            print(f"of samples that left, still there: {', '.join(report.left)}")
        for line in report.left_out:
            print(f"not carried over: {line}")
    for line in report.failed if not asked.json else ():
        sys.stderr.write(f"sempal: {line}\n")
    if report.problem:
        sys.stderr.write(f"sempal: {report.problem}\n")
    return 1 if report.problem or report.failed else 0
