"""`sempal import-predecessor [HOME]`: import the library of the Rust program sempal."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import trio

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.predecessor.report import ImportReport
from ui.commandline.argument import flag, positional
from ui.commandline.context import Context
from ui.commandline.lock import Locked
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.commandline.wait import wait_for_state
from ui.text import commandline as text

NEEDS = ("library", "session")
"""Actors that an import needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions(Options):
    """Arguments of `import-predecessor`."""

    home: Path | None = positional(
        "HOME", "home folder to import from (default: yours)", nargs="?", type=Path, default=None
    )
    dry_run: bool = flag("--dry-run", "only print what would be imported")


async def run(context: Context, options: ImportOptions) -> int:
    """Import if a preview shows that everything is readable; print the report."""
    home = options.home.absolute() if options.home else None
    found = await trio.to_thread.run_sync(context.entry.preview_import, home, context.folder)
    if isinstance(found, str):
        return _print_failure(options, found)
    if options.dry_run:
        return _print_report(options, found)
    try:
        with context.lock():
            return await _import(context, options, home)
    except Locked as locked:
        _print_failure(options, str(locked))
        return Status.LOCKED


def _print_report(options: ImportOptions, report: ImportReport, path: str = "") -> Status:
    if options.json:
        print(json.dumps({**report.plain(), "dry_run": options.dry_run, "report": path or None}))
        return Status.DONE
    lines = report.lines()
    if options.dry_run:
        lines = tuple(map(text.would_import, lines))
    print("\n".join(lines))
    if path:
        print(text.import_report(path))
    return Status.DONE


def _print_failure(
    options: ImportOptions, reason: str, outcome: str = text.NOTHING_IMPORTED
) -> Status:
    if options.json:
        print(json.dumps({"error": reason}))
    complain(text.not_imported(reason, outcome))
    return Status.FAILED


async def _import(context: Context, options: ImportOptions, home: Path | None) -> Status:
    async with context.app() as ports:
        try:
            loaded = await wait_for_state(
                ports, lambda now: now.sources.known or bool(now.sources.reason), *NEEDS
            )
        except NoReply as failed:
            return _print_failure(options, str(failed))
        try:
            if not loaded.sources.known:
                return _print_failure(options, loaded.sources.reason)
            root = os.fsencode(home) if home else None
            ports.intents.post(intents.ImportPredecessor(root, scan=False))
            done = await wait_for_state(
                ports,
                lambda now: bool(now.predecessor.reason) or now.predecessor.report is not None,
                *NEEDS,
            )
        except NoReply as failed:
            return _print_failure(options, str(failed), text.IMPORT_INTERRUPTED)
        unsaved = await _settings_problem(ports)
    found = done.predecessor
    if found.report is None:
        outcome = text.IMPORT_INTERRUPTED if found.cut_short else text.NOTHING_IMPORTED
        return _print_failure(options, found.reason, outcome)
    status = _print_report(options, found.report, found.report_path)
    if unsaved:
        complain(text.settings_not_imported(unsaved))
    return Status.FAILED if unsaved else status


async def _settings_problem(ports: Ports) -> str:
    """Return why the imported settings are not in `config.toml` yet; the next start retries."""
    try:
        await wait_for_state(ports, lambda now: not now.predecessor.unsettled, "config", "session")
    except NoReply as failed:
        return str(failed)
    fault = ports.parts.value.faults.get("config")
    return fault.whole if fault is not None else ""


VERB = Verb(
    "import-predecessor",
    "import from sempal (Rust): sources, collections, marks and settings",
    ImportOptions,
    run,
    example="sempal import-predecessor --dry-run",
    lock=Lock.LATE,
)
