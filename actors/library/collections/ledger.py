"""Steps of the kinds `collections` and `clip`: what was where, before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from actors.library.history import journal
from actors.library.history.journal import Step
from actors.messages import library
from models.audio.units import CollectionId, SampleId

KIND = "collections"
CLIP = "clip"
"""Of steps that also wrote a file: taking them back throws it away, as `filing` does."""


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
    words: str,
    changes: Sequence[Change] = (),
    members: Sequence[Moved] = (),
    file: bytes | None = None,
) -> tuple[CollectionId, ...]:
    """Record a step and do it; return the collections that are others now.

    Args:
        connection: In a transaction.
        words: Names the step.
        changes: What happens to collections.
        members: What happens to their members.
        file: The absolute path of a file that was written for it.
    """
    step = journal.record(connection, KIND if file is None else CLIP, words)
    if file is not None:  # where it goes to is only known when it does
        connection.execute("INSERT INTO step_file VALUES (?, 0, x'', ?)", (step, file))
    connection.executemany(
        "INSERT INTO step_collection VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                step,
                one.collection,
                one.name_before,
                one.name_after,
                one.place_before,
                one.place_after,
            )
            for one in changes
        ],
    )
    connection.executemany(
        "INSERT INTO step_member VALUES (?, ?, ?, ?, ?)",
        [(step, one.collection, one.sample, one.before, one.after) for one in members],
    )
    return apply(connection, step, "after")


_COLLECTIONS: Mapping[str, str] = {
    "before": "SELECT collection, name_before, place_before FROM step_collection WHERE step = ?",
    "after": "SELECT collection, name_after, place_after FROM step_collection WHERE step = ?",
}
_MEMBERS: Mapping[str, str] = {
    "before": "SELECT collection, sample, place_before FROM step_member WHERE step = ?",
    "after": "SELECT collection, sample, place_after FROM step_member WHERE step = ?",
}


def apply(
    connection: sqlite3.Connection, step: int, side: Literal["before", "after"]
) -> tuple[CollectionId, ...]:
    """Put everything where one side of a step has it; return the collections it is about."""
    collections = connection.execute(_COLLECTIONS[side], (step,)).fetchall()
    members = connection.execute(_MEMBERS[side], (step,)).fetchall()
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
    return tuple(CollectionId(collection) for collection in sorted(touched))


class Collecting:
    """Takes changes of collections back and makes them again."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Put everything back."""
        touched = apply(connection, step.id, "before")
        if not touched:
            return None
        return library.CollectionsChanged(f"undone: {step.words}", touched, undone=True)

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Do everything again."""
        touched = apply(connection, step.id, "after")
        return library.CollectionsChanged(f"done again: {step.words}", touched) if touched else None

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Drop the steps that were only about samples which are all forgotten."""
        connection.execute(
            "DELETE FROM step WHERE kind = ?"
            " AND NOT EXISTS (SELECT 1 FROM step_collection WHERE step = step.id)"
            " AND NOT EXISTS (SELECT 1 FROM step_member WHERE step = step.id)",
            (KIND,),
        )
