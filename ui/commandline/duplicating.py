"""`sempal duplicates`: what is there more than once, and the proof."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import trio

from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import ask
from actors.messages import embeddings
from actors.messages.ports import Ports
from models.duplicates.group import Group, Kind, Member, too_many
from models.duplicates.report import DuplicateReport
from models.library.file_name import encoded, shown
from models.library.tag import Tag
from ui.commandline.arguments import Asked
from ui.commandline.progress import tell_pairs
from ui.commandline.waiting import SILENCE


def duplicates(
    app: AbstractAsyncContextManager[Ports], asked: Asked
) -> Callable[[], Awaitable[int]]:
    """Return the work: print the groups, a JSON object or some lines for each."""

    async def work() -> int:
        async with app as ports:
            heard = await ask(ports.embeddings, embeddings.Embed, within=SILENCE)
            report = await _report(ports, quiet=asked.json)
        for group in report.groups:
            print(_object(group) if asked.json else _lines(group))
        if not asked.json:
            print(_total(report))
        problem = heard.problem or report.problem
        if problem:
            sys.stderr.write(f"sempal: {problem}\n")
        return 1 if problem else 0

    return work


async def _report(ports: Ports, *, quiet: bool) -> DuplicateReport:
    if quiet:
        return await ask(ports.embeddings, embeddings.QueryDuplicates, within=SILENCE)
    told: Mailbox[embeddings.DuplicatesProgressed] = Mailbox(1)
    take = partial(embeddings.QueryDuplicates, progress=told.address)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(tell_pairs, told)
        report = await ask(ports.embeddings, take, within=SILENCE)
        nursery.cancel_scope.cancel()
    return report


def _object(group: Group) -> str:
    samples = [
        {
            "path": encoded(one.path),
            "kind": one.kind.value,
            "null_db": _round(one.null),
            "equal_to": [encoded(twin.path) for twin in group.twins(one)],
            "same_file_as": [encoded(name.path) for name in group.names(one)],
            "rejected": one.tag is Tag.TRASH,
        }
        for one in group.members
    ]
    return json.dumps({"kind": group.kind.value, "samples": samples})


def _lines(group: Group) -> str:
    first, *others = group.members
    lines = [f"{shown(first.path)}{_rejected(first)}"]
    lines += [f"  {_proof(group, one):>24}  {shown(one.path)}{_rejected(one)}" for one in others]
    return "\n".join(lines)


def _rejected(one: Member) -> str:
    return " (rejected)" if one.tag is Tag.TRASH else ""


def _proof(group: Group, one: Member) -> str:
    """Return what a file has in common with the first, and whether another is equal to it."""
    same = "linked" if group.names(one) else "identical"
    if one.kind in {Kind.EXACT, Kind.LINK}:
        return "linked" if one.kind is Kind.LINK else "identical"
    left = "same audio" if one.null is None else f"{one.null:.0f} dB left"
    words = f"{left}?" if one.kind is Kind.LIKELY else left
    return f"{same}, {words}" if group.twins(one) else words


def _total(report: DuplicateReport) -> str:
    surplus = too_many(report.groups)
    return (
        f"{len(report.groups)} groups, {surplus.sure} redundant files, {surplus.perhaps} uncertain,"
        f" {surplus.names} linked ({report.tested} pairs tested)"
    )


def _round(level: float | None) -> float | None:
    return None if level is None else round(level, 1)
