"""Steps of the kinds `collections` and `clip`: rows before and after."""

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
    """A collection before and after; without a place it does not exist."""

    collection: CollectionId
    name_before: str | None = None
    name_after: str | None = None
    place_before: float | None = None
    place_after: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A member before and after; without a place it is not a member."""

    collection: CollectionId
    sample: SampleId
    before: float | None
    after: float | None


def carry_out(
    connection: sqlite3.Connection,
    action: Action,
    changes: Sequence[Change] = (),
    members: Sequence[Moved] = (),
    files: Sequence[bytes] = (),
) -> library.CollectionsChanged:
    """Record a step and apply it; return what changed.

    Args:
        connection: In a transaction.
        action: What the step does.
        changes: Changes of collections.
        members: Changes of members.
        files: Absolute paths of files that the step wrote, in the order of `members`.
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
    step = journal.record(connection, (CLIP if files else KIND).name, action)
    connection.executemany(  # their places in the trash are only known at undo
        "INSERT INTO step_file VALUES (?, ?, x'', ?)",
        [(step, number, file) for number, file in enumerate(files)],
    )
    _COLLECTIONS.store(connection, step, about)
    _MEMBERS.store(connection, step, moved)
    return put(connection, step, "after") or library.CollectionsChanged(())


def put(connection: sqlite3.Connection, step: int, side: Side) -> library.CollectionsChanged | None:
    """Apply one side of a step; return what changed."""
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
"""Steps that also wrote files: undoing one deletes the files, see `file_steps`."""
