"""`sempal duplicates`: what is there more than once, and the proof."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from actors.kernel.reply import ask
from actors.messages import embeddings
from actors.messages.ports import Ports
from models.duplicates.group import Group, Kind
from models.duplicates.report import DuplicateReport
from models.library.naming import encoded, shown
from ui.commandline.arguments import Asked

PATIENCE = 1e6
"""Seconds: a library of any size may be listened to."""


def duplicates(
    app: AbstractAsyncContextManager[Ports], asked: Asked
) -> Callable[[], Awaitable[int]]:
    """Return the work: print the groups, a JSON object or some lines for each."""

    async def work() -> int:
        async with app as ports:
            heard = await ask(ports.embeddings, embeddings.Embed, within=PATIENCE)
            report = await ask(ports.embeddings, embeddings.TakeDuplicates, within=PATIENCE)
        for group in report.groups:
            print(_object(group) if asked.json else _lines(group))
        if not asked.json:
            print(_total(report))
        problem = heard.problem or report.problem
        if problem:
            sys.stderr.write(f"sempal: {problem}\n")
        return 1 if problem else 0

    return work


def _object(group: Group) -> str:
    samples = [
        {"path": encoded(one.path), "kind": one.kind.value, "null_db": _round(one.null)}
        for one in group.members
    ]
    return json.dumps({"kind": group.kind.value, "samples": samples})


def _lines(group: Group) -> str:
    first, *others = group.members
    lines = [shown(first.path)]
    for one in others:
        proof = f"{one.null:.0f} dB left" if one.null is not None else "nothing left"
        words = "same file" if one.kind is Kind.EXACT else proof
        lines.append(f"  {words:>12}  {shown(one.path)}")
    return "\n".join(lines)


def _total(report: DuplicateReport) -> str:
    more = sum(len(group.members) - 1 for group in report.groups)
    return (
        f"{len(report.groups)} groups, {more} files more than needed ({report.tested} pairs tested)"
    )


def _round(level: float | None) -> float | None:
    return None if level is None else round(level, 1)
