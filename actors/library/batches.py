"""Commands about all members of a collection, and plans of renaming."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import partial
from typing import TypeVar

from actors.library.collections import collections, members
from actors.library.errors import LibraryError
from actors.library.files.plan import plan_names
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SampleId
from models.library.files.rename_plan import RenamePlan

Batch = TypeVar("Batch", library.EditSamples, library.RenameSamples)


async def with_members(command: Batch, store: Store) -> Batch:
    """Return the command about the members that its collection has now.

    Raises:
        LibraryError: The database cannot be read, or the collection is empty.
    """
    if command.collection is None:
        return command
    read = partial(members.member_ids, collection=command.collection)
    found = await store.lists.read(read)
    if not found:
        raise LibraryError("the collection is empty")
    return replace(command, samples=found, collection=None)


async def plan_renaming(command: library.PlanRenaming, store: Store) -> library.RenamingPlanned:
    """Find out what renaming would do; nothing is renamed.

    Raises:
        LibraryError: Only for command-line programs: it is impossible; the text says why.
    """
    try:
        wanted = await with_members(command.wanted, store)
        plan = await store.lists.read(partial(plan_names, command=wanted))
    except LibraryError as error:
        if command.reply_to is not None:
            raise
        return library.RenamingPlanned(command.ticket, RenamePlan(), str(error))
    if command.reply_to is not None:
        with command.reply_to as reply:
            reply.send(plan)
    return library.RenamingPlanned(command.ticket, plan)


def named_members(connection: sqlite3.Connection, name: str) -> tuple[SampleId, ...]:
    """Return the samples of the collection of a name, in its order.

    Raises:
        LibraryError: There is none, or it is empty.
    """
    found = members.member_ids(connection, collections.find(connection, name))
    if not found:
        raise LibraryError(f"the collection “{name}” is empty")
    return found
