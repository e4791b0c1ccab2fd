"""Creating, renaming, removing and ordering collections."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from actors.library.collections.ledger import Change, Moved, carry_out
from actors.library.collections.rank import ranks_between
from actors.library.errors import LibraryError
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.action import Action, ActionKind
from models.library.collection import Collection
from models.state.notice import Notice, NoticeKind

LONGEST = 200
"""Maximum characters of a name."""

Outcome = library.StepDone | library.NothingDone | library.CollectionRefused
GONE = library.NothingDone(Notice(NoticeKind.COLLECTION_GONE))


def listed(connection: sqlite3.Connection) -> tuple[Collection, ...]:
    """Return all collections, in order."""
    rows = connection.execute(
        "SELECT id, name, (SELECT count(*) FROM member JOIN sample ON sample.id = member.sample"
        " WHERE collection = collection.id AND sample.missing < 4),"
        " (SELECT number FROM hotkey WHERE collection = collection.id)"
        " FROM collection ORDER BY place, id"
    )
    return tuple(Collection(CollectionId(one), *facts) for one, *facts in rows)


def add(connection: sqlite3.Connection, name: str) -> Outcome:
    """Create an empty collection at the end of the list."""
    name = name.strip()
    if refused := _check_name(connection, name, None):
        return refused
    (last,) = connection.execute("SELECT max(place) FROM collection").fetchone()
    # Ids are never reused, not even that of a removed collection: undo restores it.
    known = "SELECT max(seq) FROM sqlite_sequence WHERE name = 'collection'"
    collection = CollectionId((connection.execute(known).fetchone()[0] or 0) + 1)
    (place,) = ranks_between(last, None, 1) or (0.0,)
    change = Change(collection, name_after=name, place_after=place)
    return _done(connection, Action(ActionKind.CREATE_COLLECTION, name), [change])


def find(connection: sqlite3.Connection, name: str) -> CollectionId:
    """Return the collection of a name; case is ignored.

    Raises:
        LibraryError: There is none.
    """
    sql = "SELECT id FROM collection WHERE folded = ?"
    row = connection.execute(sql, (name.strip().casefold(),)).fetchone()
    if row is None:
        there = ", ".join(f"“{one.name}”" for one in listed(connection))
        known = f"; there are {there}" if there else ", and no other one either"
        raise LibraryError(f"there is no collection “{name}”{known}")
    return CollectionId(row[0])


def rename(connection: sqlite3.Connection, collection: CollectionId, name: str) -> Outcome:
    """Rename a collection."""
    name, known = name.strip(), _row(connection, collection)
    if known is None:
        return GONE
    if refused := _check_name(connection, name, collection):
        return refused
    before, place = known
    if name == before:
        return library.NothingDone(Notice(NoticeKind.NAME_UNCHANGED))
    change = Change(collection, before, name, place, place)
    return _done(connection, Action(ActionKind.RENAME_COLLECTION, before, to=name), [change])


def remove(connection: sqlite3.Connection, collection: CollectionId) -> Outcome:
    """Remove a collection."""
    known = _row(connection, collection)
    if known is None:
        return GONE
    name, place = known
    rows = connection.execute(
        "SELECT sample, place FROM member WHERE collection = ?", (collection,)
    )
    members = [Moved(collection, SampleId(sample), at, None) for sample, at in rows]
    change = Change(collection, name_before=name, place_before=place)
    return _done(connection, Action(ActionKind.REMOVE_COLLECTION, name), [change], members)


def place(connection: sqlite3.Connection, collection: CollectionId, row: int) -> Outcome:
    """Move a collection to a row of the list; its fixed key is dropped in favour of the order."""
    known = _row(connection, collection)
    if known is None:
        return GONE
    name, before = known
    others = connection.execute(
        "SELECT id, name, place FROM collection WHERE id != ? ORDER BY place, id", (collection,)
    ).fetchall()
    row = max(0, min(row, len(others)))
    low = others[row - 1][2] if row else None
    high = others[row][2] if row < len(others) else None
    found = ranks_between(low, high, 1)
    if found is not None:
        changes = [Change(collection, name, name, before, found[0])]
    else:  # no room: respace all of them
        order = [*others[:row], (collection, name, before), *others[row:]]
        changes = [
            Change(CollectionId(one), called, called, at, float(number))
            for number, (one, called, at) in enumerate(order, 1)
        ]
    connection.execute("DELETE FROM hotkey WHERE collection = ?", (collection,))
    return _done(connection, Action(ActionKind.MOVE_COLLECTION, name), changes)


def _done(
    connection: sqlite3.Connection,
    action: Action,
    changes: Sequence[Change],
    members: Sequence[Moved] = (),
) -> library.StepDone:
    changed = carry_out(connection, action, changes, members)
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


def _row(connection: sqlite3.Connection, collection: CollectionId) -> tuple[str, float] | None:
    found: tuple[str, float] | None = connection.execute(
        "SELECT name, place FROM collection WHERE id = ?", (collection,)
    ).fetchone()
    return found


def _check_name(
    connection: sqlite3.Connection, name: str, own: CollectionId | None
) -> library.CollectionRefused | None:
    if not name:
        return library.CollectionRefused(name, "type a name")
    if len(name) > LONGEST:
        return library.CollectionRefused(name, f"the name is longer than {LONGEST} characters")
    taken = connection.execute(
        "SELECT name FROM collection WHERE folded = ? AND id IS NOT ?", (name.casefold(), own)
    ).fetchone()
    if taken:
        return library.CollectionRefused(name, f"“{taken[0]}” already exists")
    return None
