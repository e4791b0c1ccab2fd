"""`sempal edit OP FILE…`: change the audio of files; what they were is kept, and can be undone."""

from __future__ import annotations

import argparse
import json
import math
import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.edit.edit import SPAN_ONLY, Edit, Op
from models.library.export.settings import RATES, Container, Depth
from models.slices.settings import BEATS, PARTS, SliceSettings
from ui.commandline.argument import flag, option, positional
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.slices import METHODS, cut_file
from ui.commandline.status import Status
from ui.commandline.verb import Options, Verb
from ui.text import commandline as text
from ui.text.commandline import TEMPLATE

if TYPE_CHECKING:
    from actors.messages.service_ports import ServicePorts
    from models.audio.span import Span
    from models.edit.report import EditReport
    from models.library.sample import Sample

PATIENCE = 600.0
"""Seconds without progress until an edit is given up."""
_TIME = re.compile(r"(?:(\d+):)?(?:(\d+):)?(\d+(?:\.\d*)?)")
"""`1:02:03.5`, `2:03`, `3.5`."""


def _number(given: str) -> float:
    value = float(given)
    if not math.isfinite(value):
        raise ValueError(given)
    return value


def _time(given: str) -> str:
    """Check a position: `123f` is a frame, the rest seconds, `minutes:seconds` or with hours."""
    if not (given.endswith("f") and given[:-1].isdecimal()) and not _TIME.fullmatch(given):
        raise argparse.ArgumentTypeError(
            f"not a time such as 1.5, 2:03.5 or 4410f (frames): {given}"
        )
    return given


def _rate(given: str) -> int:
    if not given.isdecimal() or int(given) not in RATES:
        raise argparse.ArgumentTypeError(f"not from {RATES[0]} to {RATES[-1]} hertz: {given}")
    return int(given)


def _beats(given: str) -> float:
    if _number(given) not in BEATS:
        known = ", ".join(f"{one:g}" for one in BEATS)
        raise argparse.ArgumentTypeError(f"not one of {known}: {given}")
    return float(given)


def _count(given: str) -> int:
    if not given.isdecimal() or not PARTS[0] <= int(given) <= PARTS[1]:
        raise argparse.ArgumentTypeError(f"not from {PARTS[0]} to {PARTS[1]}: {given}")
    return int(given)


SLICE, RENAME = "slice", "rename"
"""Not edits of the audio: one writes new files, one gives new names."""
OPERATIONS = [*(op.value for op in Op), SLICE, RENAME]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOptions(Options):
    """Arguments of `edit`."""

    op: str = positional("OP", ", ".join(OPERATIONS), choices=OPERATIONS)
    files: tuple[Path, ...] = positional("FILE", "samples of the library", nargs="*", type=Path)
    collection: str = option(
        *("--collection", "NAME", "all samples of a collection, instead of files"), default=""
    )
    template: str = option(
        *("--template", "NAME", f"rename: new name without extension; {TEMPLATE}"), default=""
    )
    start: str | None = option(
        *("--start", "TIME", "start of the span: seconds, m:s, or frames as 4410f"),
        type=_time,
        default=None,
    )
    end: str | None = option(
        *("--end", "TIME", "end of the span (default: end of the file)"), type=_time, default=None
    )
    curve: float = option(
        "--curve",
        "N",
        "fades: -1 (slow) to 1 (fast), 0 is linear",
        type=_number,
        default=0.0,
    )
    gain: float = option("--gain", "DB", "gain: change in decibels", type=_number, default=0.0)
    peak: float | None = option(
        *("--peak", "DBFS", "normalise: peak level; with --lufs, the true peak limit"),
        type=_number,
        default=None,
    )
    lufs: float | None = option(
        "--lufs", "N", "normalise: integrated loudness", type=_number, default=None
    )
    length: float | None = option(
        *("--length", "SECONDS", "loop-crossfade, edge-fades: length"),
        type=_number,
        default=None,
    )
    threshold: float = option(
        "--threshold", "DBFS", "trim-silence: threshold (default -60)", type=_number, default=-60.0
    )
    rate: int | None = option("--rate", "HERTZ", "convert: sample rate", type=_rate, default=None)
    depth: str = option(
        *("--depth", "", "convert: bit depth, dithered"),
        choices=[one.value for one in Depth],
        default=Depth.SAME.value,
    )
    container: str = option(
        *("--container", "", "convert: file format; writes a copy beside the file"),
        choices=[one.value for one in Container],
        default=Container.SAME.value,
    )
    method: str = option(
        "--method", "", "slice: where to cut", choices=list(METHODS), default="onsets"
    )
    sensitivity: float = option(
        *("--sensitivity", "N", "slice by onsets: sensitivity, 0 to 1"),
        type=_number,
        default=SliceSettings().sensitivity,
    )
    parts: int = option("--parts", "N", "slice: number of equal parts", type=_count, default=8)
    beats: float = option(
        "--beats", "N", "slice by beats: beats per slice", type=_beats, default=1.0
    )
    keep_time: bool = flag("--keep-time", "keep the modification time")
    force: bool = flag("--force", "also edit files changed since the last scan")
    dry_run: bool = flag("--dry-run", "only check what would be edited")


def _mistake(options: EditOptions) -> str:
    return text.FILES_OR_COLLECTION if bool(options.files) is bool(options.collection) else ""


async def run(context: Context, options: EditOptions) -> int:
    """Edit the files and print what was done; complain about each refused one."""
    from actors.kernel.reply import NoReply, ask
    from actors.messages import library
    from models.audio.units import Ticket
    from models.edit.report import ChangedFile, EditReport

    refused: list[tuple[bytes, str]] = []
    reports: list[EditReport] = []
    async with context.library() as ports:
        try:
            wanted = await _wanted(ports, options, refused)
        except NoReply as error:
            complain(str(error))
            return Status.FAILED
        if options.op == RENAME:
            return await _rename(ports, options, wanted, refused)
        by_edit: dict[Edit, list[Sample]] = {}
        for path, sample in wanted:
            if options.op == SLICE:
                chosen = SliceSettings(
                    *(METHODS[options.method], options.sensitivity),
                    parts=options.parts,
                    beats=options.beats,
                )
                whole = options.start is None and options.end is None
                within = None if whole else _span(options, sample)
                if within is None and not whole:
                    refused.append((path, text.EMPTY_SPAN))
                    continue
                cut = await cut_file(ports, sample, chosen, within, dry=options.dry_run)
                if isinstance(cut, str):
                    refused.append((path, cut))
                else:
                    files = tuple(ChangedFile(sample.id, sample.path, copy=one) for one in cut)
                    reports.append(EditReport(None, files))
                continue
            edit = _edit(options, sample)
            if isinstance(edit, str):
                refused.append((path, edit))
            else:
                by_edit.setdefault(edit, []).append(sample)
        for edit, samples in by_edit.items():
            command = partial(
                library.EditSamples,
                Ticket(1),
                tuple(one.id for one in samples),
                edit,
                options.force,
                options.keep_time,
                options.dry_run,
            )
            reports.append(await ask(ports.library, command, within=PATIENCE))
    return _print(options, reports, refused)


async def _wanted(
    ports: ServicePorts, options: EditOptions, refused: list[tuple[bytes, str]]
) -> list[tuple[bytes, Sample]]:
    """Return what is edited, each with its path as it was given; note what is not known.

    Raises:
        NoReply: There is no such collection.
    """
    from actors.kernel.reply import ask
    from actors.messages import library

    every = await ask(ports.library, library.Export, within=60)
    if options.collection:
        find = partial(library.FetchMembers, options.collection)
        by_id = {one.id: one for one in every}
        chosen = await ask(ports.library, find, within=60)
        return [(by_id[one].path, by_id[one]) for one in chosen if one in by_id]
    by_path = {one.path: one for one in every}
    found: list[tuple[bytes, Sample]] = []
    for given in options.files:
        path = os.fsencode(given.absolute())
        sample = by_path.get(path) or by_path.get(os.fsencode(given.resolve()))
        if sample is None:
            refused.append((path, text.NOT_KNOWN))
        else:
            found.append((path, sample))
    return found


async def _rename(
    ports: ServicePorts,
    options: EditOptions,
    wanted: list[tuple[bytes, Sample]],
    refused: list[tuple[bytes, str]],
) -> Status:
    """Rename samples by a template, as one step, or print what would be done."""
    from actors.kernel.reply import NoReply, ask
    from actors.messages import library
    from models.audio.units import Ticket
    from models.library.file_name import display_path, encode_path
    from models.state.notice import NoticeKind
    from ui.text.notices import notice_words

    command = library.RenameSamples(tuple(one.id for _, one in wanted), options.template)
    renamed: tuple[tuple[bytes, bytes], ...] = ()
    reason = ""
    try:
        plan = partial(library.PlanRenaming, Ticket(1), command)
        planned = await ask(ports.library, plan, within=PATIENCE)
        renamed = planned.names
        refused += ((path, text.NAME_TAKEN) for path in planned.taken)
        if not planned.taken and planned.names and not options.dry_run:
            rename = partial(library.RenameSamples, command.samples, command.pattern, None)
            notice = await ask(ports.library, rename, within=PATIENCE)
            if notice.kind is not NoticeKind.DONE:
                reason = notice_words(notice)
    except NoReply as error:
        reason = str(error)
    if options.json:
        rows = [{"path": encode_path(old), "to": encode_path(new)} for old, new in renamed]
        problems = [{"path": encode_path(path), "problem": why} for path, why in refused]
        found = {"op": RENAME, "dry_run": options.dry_run, "renamed": rows, "refused": problems}
        print(json.dumps(found))
    elif not reason:
        for old, new in renamed:
            print(f"{display_path(old)} -> {display_path(new)}")
    for path, why in refused:
        complain(text.not_edited(display_path(path), why))
    if reason:
        complain(reason)
    return Status.FAILED if reason or refused else Status.DONE


def _edit(options: EditOptions, sample: Sample) -> Edit | str:
    """Return the edit of a sample, whose rate the span depends on; or why there is none."""
    op = Op(options.op)
    span: Span | None = None
    if options.start is not None or options.end is not None or op in SPAN_ONLY:
        span = _span(options, sample)
        if span is None:
            return text.EMPTY_SPAN
    usual = Edit(op)
    peak = options.peak if options.peak is not None else -1.0 if options.lufs is not None else 0.0
    return Edit(
        op,
        span,
        options.curve,
        options.gain,
        peak,
        options.lufs,
        options.length if options.length is not None else usual.length,
        options.threshold,
        options.rate,
        Depth(options.depth),
        Container(options.container),
    )


def _span(options: EditOptions, sample: Sample) -> Span | None:
    from models.audio.span import Span
    from models.audio.units import Frames

    start = _frame(options.start or "0f", sample.rate)
    end = sample.frames if options.end is None else _frame(options.end, sample.rate)
    return Span(Frames(start), Frames(end)) if start < end else None


def _frame(given: str, rate: int) -> int:
    if given.endswith("f"):
        return int(given[:-1])
    seconds = 0.0
    for part in given.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds * rate)


def _print(
    options: EditOptions, reports: list[EditReport], refused: list[tuple[bytes, str]]
) -> Status:
    from models.library.file_name import display_path, encode_path

    changed = [one for report in reports for one in report.changed]
    refused += ((one.path, one.reason) for report in reports for one in report.refused)
    if options.json:
        print(
            json.dumps(
                {
                    "op": options.op,
                    "dry_run": options.dry_run,
                    "changed": [
                        {
                            "path": encode_path(one.path),
                            "copy": encode_path(one.copy) if one.copy else None,
                            "notes": list(one.notes),
                        }
                        for one in changed
                    ],
                    "refused": [
                        {"path": encode_path(path), "problem": reason} for path, reason in refused
                    ],
                }
            )
        )
    else:
        for one in changed:
            print(display_path(one.copy or one.path))
            for note in one.notes:
                print(text.edit_note(note))
    for path, reason in refused:
        complain(text.not_edited(display_path(path), reason))
    return Status.FAILED if refused else Status.DONE


VERB = Verb(
    "edit",
    "edit the audio of samples (originals are kept; can be undone)",
    EditOptions,
    run,
    example="sempal edit normalise ~/Samples/Drums/*.wav --peak -1",
    mistake=_mistake,
    app=False,
)
