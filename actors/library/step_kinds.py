"""All kinds of steps, and the commands that make them.

To add a kind: a table, a file in `history`, and an entry here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import assert_never

from actors.library.collections import collections, ledger, members
from actors.library.edits import ledger as edits
from actors.library.files import ledger as files
from actors.library.history import retyping, searches, sources, tagging, triage
from actors.library.history.kind import Kind
from actors.library.query import step_details
from actors.messages import library

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            tagging.KIND,
            retyping.KIND,
            ledger.KIND,
            ledger.CLIP,
            files.KIND,
            edits.KIND,
            sources.KIND,
            searches.KIND,
            triage.KIND,
        )
    }
)
"""Kinds by name."""
Work = Callable[[sqlite3.Connection], library.Event]


def work_of(command: library.StepCommand) -> Work:
    """Return the transaction of a command: it records a step, or returns why there is none."""
    match command:
        case library.Mark(samples=samples, tag=tag):
            return partial(tagging.mark, samples=samples, tag=tag)
        case library.CorrectType(samples=samples, type=sound):
            return partial(retyping.correct, wanted=samples, sound=sound)
        case library.SaveSearch(name=name, question=question):
            return partial(searches.save, name=name, question=question)
        case library.RenameSearch(search=search, name=name):
            return partial(searches.rename, search=search, name=name)
        case library.RemoveSearch(search=search):
            return partial(searches.remove, search=search)
        case library.ResetTriage(source=source, collection=place):
            return partial(triage.reset, source=source, collection=place)
        case library.AddCollection(name=name):
            return partial(collections.add, name=name)
        case library.RenameCollection(collection=one, name=name):
            return partial(collections.rename, collection=one, name=name)
        case library.RemoveCollection(collection=one):
            return partial(collections.remove, collection=one)
        case library.PlaceCollection(collection=one, row=row):
            return partial(collections.place, collection=one, row=row)
        case library.AddToCollection(collection=one, samples=samples):
            return partial(members.add_members, collection=one, samples=samples)
        case library.RemoveFromCollection(collection=one, samples=samples):
            return partial(members.remove_members, collection=one, samples=samples)
        case library.PlaceMembers(collection=one, samples=samples, row=row):
            return partial(members.move_members, collection=one, samples=samples, row=row)
        case _:
            assert_never(command)


def sweep(connection: sqlite3.Connection) -> None:
    """Drop steps whose rows are all gone, so that undo never names one step and undoes another."""
    for kind in KINDS.values():
        if kind.details:
            step_details.drop_empty_steps(connection, kind.name, kind.details)
        if kind.sweep is not None:
            kind.sweep(connection)
