"""Keeps one file of each group of duplicates and rejects the others, after checking the disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence
from functools import partial

import trio

from actors.library.history import tagging
from actors.library.query import samples
from actors.library.scan.walk import clamp_time
from actors.library.steps import History
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SampleId
from models.duplicates.group import Group, Kind
from models.duplicates.survivor import Choice, Condition, Conditions, choose_survivor
from models.library.action import Action, ActionKind
from models.library.file_name import display_name
from models.library.sample import Sample
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind


async def keep_copies(command: library.KeepCopies, store: Store, history: History) -> None:
    """Run the command; send what was done, or why nothing was.

    Raises:
        LibraryError: The database failed.
    """
    members = [one for group in command.groups for one in group.members]
    known = partial(samples.by_ids, ids=[one.sample for one in members])
    found = await store.rows.read(known)
    compared = {one.sample: one.token for one in members}
    same = [one for one in found if one.token == compared[one.id]]
    there = await trio.to_thread.run_sync(_there, same, abandon_on_cancel=True)
    await history.record(partial(_marked, command=command, there=there))


def _there(files: Sequence[Sample]) -> frozenset[SampleId]:
    """Return the files that are readable and unchanged since they were scanned."""
    return frozenset(one.id for one in files if not one.missing and not one.error and _is(one))


def _is(file: Sample) -> bool:
    try:
        status = os.stat(file.path)
    except OSError:
        return False
    return (status.st_size, clamp_time(status.st_mtime_ns)) == (file.size, file.mtime_ns)


def _marked(
    connection: sqlite3.Connection, command: library.KeepCopies, there: Collection[SampleId]
) -> library.StepDone | library.NothingDone:
    members = [one.sample for group in command.groups for one in group.members]
    found = samples.by_ids(connection, members)
    now = {one.id: Condition(one.tag, one.id in there and not one.missing) for one in found}
    choices = [
        made
        for group in command.groups
        if (made := choose_survivor(group, now, command.listed, command.kept)) is not None
    ]
    if not choices:
        return library.NothingDone(_reason_to_skip(command, now))
    marks: list[tagging.Mark] = []
    for made in choices:
        marks += [(one, now[one].tag, Tag.TRASH) for one in made.rejected]
        marks += [(one, Tag.TRASH, Tag.NEUTRAL) for one in made.cleared]
    return tagging.record_marks(connection, marks, _action(command, choices, found))


def _action(
    command: library.KeepCopies, choices: Sequence[Choice], found: Sequence[Sample]
) -> Action:
    rejected, cleared = (
        sum(len(part) for part in parts)
        for parts in zip(*((one.rejected, one.cleared) for one in choices), strict=True)
    )
    if command.kept is not None:
        kept = next((display_name(one.path) for one in found if one.id == command.kept), "")
        return Action(ActionKind.KEEP_COPY, kept, rejected)
    return Action(ActionKind.KEEP_BEST, count=rejected, groups=len(choices), cleared=cleared)


def _reason_to_skip(command: library.KeepCopies, now: Conditions) -> Notice:
    if command.kept is None:
        lost = sum(
            not any(one.sample in now and now[one.sample].there for one in group.members)
            for group in command.groups
        )
        return Notice(NoticeKind.NOTHING_TO_REJECT, count=lost)
    if command.kept not in now or not now[command.kept].there:
        return Notice(NoticeKind.KEPT_COPY_CHANGED)
    linked = _is_one_file(command.groups[0], command.kept)
    return Notice(NoticeKind.COPIES_LINKED if linked else NoticeKind.COPIES_GONE)


def _is_one_file(group: Group, kept: SampleId) -> bool:
    member = group.member(kept)
    names = group.names(member) if member else ()
    return len(names) == len(group.members) - 1 or group.kind is Kind.LINK
