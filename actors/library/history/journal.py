"""The steps, newest last; those taken back are behind the others.

What a step changes is the matter of its kind (`Kind`); a new kind brings a
table for its details, a file beside this one and a line in `actors.library.steps.KINDS`.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from typing import Protocol

from actors.messages import library

KEPT = 1_000
"""Steps that can be taken back: more than anyone does in a day, and small on disk."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision."""

    id: int
    kind: str
    words: str
    """What it does, to be read behind “Undo”: `keep 3 samples`."""


class Kind(Protocol):
    """Knows how steps of one kind are taken back and done again."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Take `step` back; return what is to be told, or `None` if nothing of it is left."""
        ...

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Do `step` again; return what is to be told, or `None` if nothing of it is left."""
        ...

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Drop the steps of this kind of which nothing is left."""
        ...


def record(connection: sqlite3.Connection, kind: str, words: str) -> int:
    """Add a step and return its id; what was taken back before cannot be done again."""
    # Of a step whose files are on their way nothing must be forgotten.
    connection.execute(
        "DELETE FROM step WHERE undone AND id NOT IN (SELECT step FROM step_underway)"
    )
    step = insert(connection, kind, words)
    connection.execute(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)"
        " AND id NOT IN (SELECT step FROM step_underway)",
        (KEPT,),
    )
    return step


def insert(connection: sqlite3.Connection, kind: str, words: str, *, undone: bool = False) -> int:
    """Add a step and return its id; all others stay."""
    cursor = connection.execute(
        "INSERT INTO step (at, kind, words, undone) VALUES (?, ?, ?, ?)",
        (time.time(), kind, words, undone),
    )
    return int(cursor.lastrowid or 0)


def trim(connection: sqlite3.Connection) -> None:
    """Drop what was taken back before a newer step was made: that cannot be done again.

    Usually `record` does; but a step may end later than it began, and newer ones come between.
    """
    connection.execute(
        "DELETE FROM step WHERE undone AND id NOT IN (SELECT step FROM step_underway)"
        " AND id < (SELECT max(id) FROM step WHERE NOT undone)"
    )


def next_undo(connection: sqlite3.Connection) -> Step | None:
    """Return the step that would be taken back."""
    sql = "SELECT id, kind, words FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return Step(*row) if row else None


def next_redo(connection: sqlite3.Connection) -> Step | None:
    """Return the step that would be done again."""
    sql = "SELECT id, kind, words FROM step WHERE undone ORDER BY id LIMIT 1"
    row = connection.execute(sql).fetchone()
    return Step(*row) if row else None


def turn(connection: sqlite3.Connection, step: Step, *, undone: bool) -> None:
    """Remember whether `step` is taken back."""
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, step.id))


def drop(connection: sqlite3.Connection, step: Step) -> None:
    """Forget a step of which nothing is left."""
    connection.execute("DELETE FROM step WHERE id = ?", (step.id,))
