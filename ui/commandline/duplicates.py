"""`sempal duplicates`: identical files, and identical audio proven by a null test."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial

from actors.kernel.reply import ask
from actors.messages import embeddings
from actors.messages.service_ports import ServicePorts
from models.duplicates.group import Group, Kind, Member, count_surplus
from models.duplicates.merit import Merit
from models.duplicates.report import DuplicateReport
from models.duplicates.survivor import Condition, best_merit
from models.library.file_name import display_path, encode_path
from models.library.tag import Tag
from models.similarity.embedding_report import EmbeddingReport
from ui.commandline.argument import flag
from ui.commandline.cluster import (
    ClusterOptions,
    ClusterRefused,
    ask_with_progress,
    refuse,
    say_of_workers,
    say_waiting,
    with_problem,
)
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text
from ui.text.duplicates import best_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateOptions(ClusterOptions):
    """Arguments of `duplicates`."""

    exact: bool = flag("--exact", "only identical files, which is much faster")


async def run(context: Context, options: DuplicateOptions) -> int:
    """Print the groups, each as a JSON object or as some lines."""
    reason = ""
    try:
        place = options.place(context)
        async with context.embeddings(place=place, waited=say_waiting) as ports:
            if reason := await options.store_maps(ports):
                return refuse(reason, options)
            if options.exact:
                report = await _exact(ports)
            else:
                done: EmbeddingReport = await ask_with_progress(
                    ports.embeddings, embeddings.Embed, text.FILES, shown=options.shows_progress
                )
                reason = with_problem(done).reason
                say_of_workers(done.warnings, done.quarantined)
                report = await ask_with_progress(
                    ports.embeddings,
                    embeddings.QueryDuplicates,
                    text.PAIRS,
                    shown=not options.json,
                )
    except ClusterRefused as error:
        return refuse(str(error), options)
    for group in report.groups:
        print(_object(group) if options.json else _lines(group))
    reason = reason or report.reason
    if not options.json and (report.groups or not reason):
        print(_total(report))
    if reason:
        complain(reason)
    return Status.FAILED if reason else Status.DONE


async def _exact(ports: ServicePorts) -> DuplicateReport:
    take = partial(embeddings.QueryDuplicates, exact=True)
    return await ask(ports.embeddings, take, within=SILENCE)


def _object(group: Group) -> str:
    samples = [
        {
            "path": encode_path(one.path),
            "kind": one.kind.value,
            "null_db": _round(one.null),
            "equal_to": [encode_path(identical.path) for identical in group.identical_to(one)],
            "same_file_as": [encode_path(name.path) for name in group.names(one)],
            "rejected": one.tag is Tag.TRASH,
        }
        for one in group.members
    ]
    merit = _merit(group)
    reason = None if merit is None else merit.name.lower()
    return json.dumps({"kind": group.kind.value, "best_by": reason, "samples": samples})


def _merit(group: Group) -> Merit | None:
    """Return why the best of a group is preferred; it is the first unless it is rejected."""
    return best_merit(group, {one.sample: Condition(one.tag) for one in group.members})


def _lines(group: Group) -> str:
    first, *others = group.members
    reason = best_reason(_merit(group))
    lines = [f"{display_path(first.path)}{_rejected(first)}{f'  ({reason})' if reason else ''}"]
    lines += [
        f"  {_proof(group, one):>24}  {display_path(one.path)}{_rejected(one)}" for one in others
    ]
    return "\n".join(lines)


def _rejected(one: Member) -> str:
    return text.REJECTED if one.tag is Tag.TRASH else ""


def _proof(group: Group, one: Member) -> str:
    """Return what a file has in common with the first of its group, and with others."""
    same = text.LINKED if group.names(one) else text.IDENTICAL
    if one.kind in {Kind.EXACT, Kind.LINK}:
        return text.LINKED if one.kind is Kind.LINK else text.IDENTICAL
    left = text.SAME_AUDIO if one.null is None else text.null_left(one.null)
    words = f"{left}?" if one.kind is Kind.LIKELY else left
    return f"{same}, {words}" if group.identical_to(one) else words


def _total(report: DuplicateReport) -> str:
    surplus = count_surplus(report.groups)
    return text.duplicates_summary(
        len(report.groups), surplus.sure, surplus.perhaps, surplus.names, report.tested
    )


def _round(level: float | None) -> float | None:
    return None if level is None else round(level, 1)


VERB = Verb(
    "duplicates",
    "list duplicates: identical files, and identical audio proven by a null test",
    DuplicateOptions,
    run,
    example="sempal duplicates --exact --json",
    app=False,
)
