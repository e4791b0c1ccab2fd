"""`sempal scan DIR`: add or update a source."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import trio

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.library.file_name import display_name
from models.library.report import ScanReport
from ui.commandline.argument import flag, positional
from ui.commandline.context import Context
from ui.commandline.output import complain, report_fields
from ui.commandline.progress import print_progress
from ui.commandline.status import Status
from ui.commandline.verb import Options, Verb
from ui.commandline.wait import wait_for_state
from ui.text import commandline as text
from ui.text.reports import merged_words, unsupported_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions(Options):
    """Arguments of `scan`."""

    folder: Path = positional("DIR", "folder to add or update, with its subfolders", type=Path)
    full: bool = flag("--full", "read every file, also those that look unchanged")


async def run(context: Context, options: ScanOptions) -> int:
    """Scan the folder and print a summary."""
    root = os.fsencode(options.folder.absolute())
    async with context.app() as ports:
        ports.intents.post(intents.AddSource(root, full=options.full))
        async with trio.open_nursery() as nursery:
            if not options.json:
                nursery.start_soon(print_progress, ports.state)
            report = await _report(ports)
            nursery.cancel_scope.cancel()
        return _print_report(report, root, as_json=options.json)


async def _report(ports: Ports) -> ScanReport:
    try:
        done = await wait_for_state(
            ports,
            lambda now: now.sources.report is not None or bool(now.sources.reason),
            *("library", "session"),
        )
    except NoReply as failed:
        return ScanReport(None, reason=text.not_scanned(str(failed)))
    return done.sources.report or ScanReport(None, reason=done.sources.reason)


def _print_report(report: ScanReport, root: bytes, *, as_json: bool) -> Status:
    failed = report.source is None or report.offline
    if as_json:
        print(json.dumps(report_fields(report) | {"unsupported": dict(report.unsupported)}))
    elif failed:
        complain(report.reason)
    else:
        if merged := merged_words(report, display_name(root)):
            print(merged)
        print(text.scan_summary(report))
        if unsupported := unsupported_words(report):
            print(unsupported)
        if report.reason:
            complain(report.reason)
    return Status.FAILED if failed else Status.DONE


VERB = Verb(
    "scan",
    "add a folder to the library, or update it",
    ScanOptions,
    run,
    example="sempal scan ~/Samples/Drums --json",
)
