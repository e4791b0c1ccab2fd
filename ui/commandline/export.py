"""`sempal export COLLECTION FOLDER`: write the samples of a collection into a folder."""

from __future__ import annotations

import argparse
import json
import math
import os
from dataclasses import dataclass
from pathlib import Path

import trio

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.audio.units import CollectionId
from models.library.export.name_template import template_error
from models.library.export.report import ExportReport
from models.library.export.settings import (
    QUIETEST,
    RATES,
    Container,
    Depth,
    ExportSettings,
    Layout,
    parse_settings,
)
from models.state.app import AppState
from ui.commandline.argument import flag, option, positional
from ui.commandline.context import Context
from ui.commandline.output import complain, profile_fields, report_fields
from ui.commandline.progress import print_progress
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.commandline.wait import wait_for_state
from ui.text import commandline as text
from ui.text.reports import export_summary

NEEDS = ("library", "session")
"""Actors that an export needs."""


def _rate(given: str) -> int:
    if not given.isdecimal() or int(given) not in RATES:
        raise argparse.ArgumentTypeError(f"not from {RATES[0]} to {RATES[-1]} hertz: {given}")
    return int(given)


def _peak(given: str) -> float:
    try:
        peak = float(given)
    except ValueError:
        peak = math.nan
    if not QUIETEST <= peak <= 0:
        raise argparse.ArgumentTypeError(f"not from {QUIETEST:.0f} to 0 decibels: {given}")
    return peak


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(Options):
    """Arguments of `export`."""

    collection: str = positional(
        "COLLECTION", "name of a collection (case is ignored)", nargs="?", default=""
    )
    folder: Path | None = positional(
        *("FOLDER", "folder to write to (created if missing)"), nargs="?", type=Path, default=None
    )
    profile: str = option("--profile", "NAME", "hardware profile; sets format and names")
    list_profiles: bool = flag("--list-profiles", "list the hardware profiles and their sources")
    template: str | None = option(
        "--template", "TEXT", "file names, such as '{index} {name}'", default=None
    )
    container: str | None = option(
        *("--container", "", "file format (default: as the original)"),
        choices=[one.value for one in Container],
        default=None,
    )
    depth: str | None = option(
        *("--depth", "", "bit depth (default: as the original)"),
        choices=[one.value for one in Depth],
        default=None,
    )
    layout: str | None = option(
        *("--layout", "", "channels (default: as the original)"),
        choices=[one.value for one in Layout],
        default=None,
    )
    rate: int | None = option(
        *("--rate", "HERTZ", "sample rate (default: as the original)"), type=_rate, default=None
    )
    peak: float | None = option(
        *("--peak", "DB", "normalise the peak to this level in dBFS, at most 0"),
        type=_peak,
        default=None,
    )
    prune: bool = flag("--prune", "delete exported files no longer in the collection")

    @property
    def settings(self) -> ExportSettings:
        """Format of the exported files."""
        given = {name: getattr(self, name) for name in ExportSettings().to_json()}
        return parse_settings({name: value for name, value in given.items() if value is not None})


async def run(context: Context, options: ExportOptions) -> int:
    """Export the collection, or list the hardware profiles."""
    if options.list_profiles:
        return _print_profiles(context, as_json=options.json)
    async with context.app() as ports:
        try:
            state = await wait_for_state(
                ports, lambda now: now.collections.known or bool(now.sources.reason), *NEEDS
            )
        except NoReply as failed:
            return _print_failure(options, str(failed))
        if not state.collections.known:
            return _print_failure(options, state.sources.reason)
        found = _find_collection(state, options.collection)
        if isinstance(found, str):
            return _print_failure(options, found)
        folder = os.fsencode((options.folder or Path()).absolute())
        ports.intents.post(intents.Export(found, folder, options.settings))
        async with trio.open_nursery() as nursery:
            if not options.json:
                nursery.start_soon(print_progress, ports.state)
            report = await _report(ports, options)
            nursery.cancel_scope.cancel()
    return _print_report(report, as_json=options.json)


def _mistake(options: ExportOptions) -> str:
    """Return why nothing can be exported with these options."""
    if options.list_profiles:
        return ""
    if not options.collection or options.folder is None:
        return text.NOTHING_TO_EXPORT
    given = _decided(options) if options.profile else []
    if given:
        return text.decided_by_profile(given)
    return template_error(options.template) if options.template is not None else ""


def _decided(options: ExportOptions) -> list[str]:
    """Return the options that a profile would override."""
    names = ("template", "container", "depth", "layout", "rate", "peak")
    return [f"--{name}" for name in names if getattr(options, name) is not None]


def _print_profiles(context: Context, *, as_json: bool) -> Status:
    profiles, problems = context.entry.list_profiles(context.folder)
    if as_json:
        listed = {one.name: profile_fields(one) for one in profiles}
        print(json.dumps({"profiles": listed, "problems": list(problems)}))
    else:
        for one in profiles:
            print(text.profile_line(one.name, one.title, one.unsure, own=one.own))
            for source in one.sources:
                print(f"{'':18}{source}")
    for problem in problems:
        complain(problem)
    return Status.FAILED if problems else Status.DONE


async def _report(ports: Ports, options: ExportOptions) -> ExportReport:
    try:
        done = await wait_for_state(
            ports,
            lambda now: now.exporting.report is not None or bool(now.exporting.reason),
            *NEEDS,
        )
    except NoReply as failed:
        return ExportReport(options.collection, "", reason=text.not_exported(str(failed)))
    known = done.exporting
    return known.report or ExportReport(options.collection, "", reason=known.reason)


def _find_collection(state: AppState, name: str) -> CollectionId | str:
    """Return the id of the collection named `name`, or an error text."""
    for one in state.collections.all:
        if one.name.casefold() == name.casefold():
            return one.id
    return text.no_collection(name, [one.name for one in state.collections.all])


def _print_failure(options: ExportOptions, reason: str) -> Status:
    return _print_report(ExportReport(options.collection, "", reason=reason), as_json=options.json)


def _print_report(report: ExportReport, *, as_json: bool) -> Status:
    if as_json:
        print(json.dumps(report_fields(report)))
    elif not report.reason:
        print(text.export_done(report.folder, export_summary(report)))
        if report.left:
            print(text.left_in_folder(report.left))
        for line in report.left_out:
            print(text.not_carried_over(line))
    for line in report.failed if not as_json else ():
        complain(line)
    if report.reason:
        complain(report.reason)
    return Status.FAILED if report.reason or report.failed else Status.DONE


VERB = Verb(
    "export",
    "write the samples of a collection into a folder",
    ExportOptions,
    run,
    example="sempal export 'Dusty kit' ~/out --template '{index} {name}' --depth 24",
    lock=lambda options: Lock.NEVER if options.list_profiles else Lock.ALWAYS,
    mistake=_mistake,
)
