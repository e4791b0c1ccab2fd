"""Steps of the kinds `collections` and `clip`: what was where, before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.action import Action

_COLLECTIONS = Details("step_collection", ("collection",), ("name", "place"))
_MEMBERS = Details("step_member", ("collection", "sample"), ("place",))


@dataclass(frozen=True, slots=True)
class Change:
    """One collection before and after; without a place it is not there."""

    collection: CollectionId
    name_before: str | None = None
    name_after: str | None = None
    place_before: float | None = None
    place_after: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One member before and after; without a place it is no member."""

    collection: CollectionId
    sample: SampleId
    before: float | None
    after: float | None


def carry_out(
    connection: sqlite3.Connection,
    action: Action,
    changes: Sequence[Change] = (),
    members: Sequence[Moved] = (),
    file: bytes | None = None,
) -> library.CollectionsChanged:
    """Record a step and do it; return what changed.

    Args:
        connection: In a transaction.
        action: What the step does.
        changes: What happens to collections.
        members: What happens to their members.
        file: The absolute path of a file that was written for it.
    """
    about = [
        (
            one.collection,
            one.name_before,
            one.place_before,
            one.name_after,
            one.place_after,
        )
        for one in changes
    ]
    moved = [(one.collection, one.sample, one.before, one.after) for one in members]
    step = journal.record(connection, (KIND if file is None else CLIP).name, action)
    if file is not None:  # where it goes to is only known when it does
        connection.execute("INSERT INTO step_file VALUES (?, 0, x'', ?)", (step, file))
    _COLLECTIONS.store(connection, step, about)
    _MEMBERS.store(connection, step, moved)
    return put(connection, step, "after") or library.CollectionsChanged(())


def put(connection: sqlite3.Connection, step: int, side: Side) -> library.CollectionsChanged | None:
    """Put everything where one side of a step has it; return what changed."""
    collections = _COLLECTIONS.rows(connection, step, side)
    members = _MEMBERS.rows(connection, step, side)
    for collection, name, place in collections:
        if place is None:
            connection.execute("DELETE FROM collection WHERE id = ?", (collection,))
            continue
        connection.execute(
            "INSERT INTO collection (id, name, folded, place) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded = excluded.folded,"
            " place = excluded.place",
            (collection, name, name.casefold(), place),
        )
    connection.executemany(
        "DELETE FROM member WHERE collection = ? AND sample = ?",
        [(collection, sample) for collection, sample, place in members if place is None],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO member (collection, sample, place) VALUES (?, ?, ?)",
        [row for row in members if row[2] is not None],
    )
    touched = {collection for collection, *_ in (*collections, *members)}
    if not touched:
        return None
    return library.CollectionsChanged(tuple(CollectionId(one) for one in sorted(touched)))


KIND = Kind("collections", put, (_COLLECTIONS, _MEMBERS))
CLIP = Kind("clip", None, slow=True)
"""Of steps that also wrote a file: taking them back throws it away, as `filing` does."""
