"""The journal of steps: newest last, then the undone ones.

What a step changes is defined by its kind; which step is undone or redone next is decided here
(`next_step`) and nowhere else.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.history.kind import Kind
from actors.library.query.step_details import Row
from actors.messages.library import StepChange
from models.library.action import Action

KEPT = 1_000
"""Number of steps kept: more than anyone makes in a day, and small on disk."""


@dataclass(frozen=True, slots=True)
class Step:
    """An undoable step."""

    id: int
    kind: str
    action: Action
    """What it does."""


def make(
    connection: sqlite3.Connection, kind: Kind, action: Action, *details: Sequence[Row]
) -> StepChange:
    """Record a step and apply it; return what changed.

    Args:
        connection: In a transaction.
        kind: A kind with `put`.
        action: What the step does.
        details: Rows for each table of the kind; at least one row.

    Raises:
        ValueError: The step would change nothing.
    """
    step = record(connection, kind.name, action)
    for table, rows in zip(kind.details, details, strict=True):
        table.store(connection, step, rows)
    changed = kind.put(connection, step, "after") if kind.put else None
    if changed is None:
        raise ValueError(f"a step of the kind {kind.name} that changes nothing: {action}")
    return changed


def record(connection: sqlite3.Connection, kind: str, action: Action) -> int:
    """Append a step and return its id; undone steps can no longer be redone."""
    # Steps whose files are still being moved must be kept.
    connection.execute(
        "DELETE FROM step WHERE undone AND id NOT IN (SELECT step FROM step_underway)"
    )
    step = insert(connection, kind, action)
    connection.execute(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)"
        " AND id NOT IN (SELECT step FROM step_underway)",
        (KEPT,),
    )
    return step


def insert(
    connection: sqlite3.Connection, kind: str, action: Action, *, undone: bool = False
) -> int:
    """Append a step and return its id; all others stay."""
    cursor = connection.execute(
        "INSERT INTO step (at, kind, words, undone) VALUES (?, ?, ?, ?)",
        (time.time(), kind, action.encode(), undone),
    )
    return int(cursor.lastrowid or 0)


def trim(connection: sqlite3.Connection) -> None:
    """Delete undone steps older than a later step: they can no longer be redone.

    Usually `record` does this; but a step may end later than it began, with newer ones in between.
    """
    connection.execute(
        "DELETE FROM step WHERE undone AND id NOT IN (SELECT step FROM step_underway)"
        " AND id < (SELECT max(id) FROM step WHERE NOT undone)"
    )


def next_step(connection: sqlite3.Connection, *, back: bool) -> Step | None:
    """Return the next step to undo (`back`) or redo; `None`: there is none."""
    sql = "SELECT id, kind, words FROM step WHERE undone = ? ORDER BY id"
    order = "DESC" if back else "ASC"
    row = connection.execute(f"{sql} {order} LIMIT 1", (not back,)).fetchone()
    if row is None:
        return None
    number, kind, stored = row
    return Step(number, kind, Action.decode(stored))


def position(connection: sqlite3.Connection, step: int) -> tuple[tuple[int, int], bool | None]:
    """Return which step is the newest done and the oldest undone, and how to get to `step`.

    Args:
        connection: In a transaction.
        step: The step that shall be the newest one done; 0: none is done.

    Returns:
        Both ids, 0 if there is none; then whether to undo (else redo) next, `None`: it is there.
    """
    done, undone = connection.execute(
        "SELECT coalesce(max(iif(undone, NULL, id)), 0), coalesce(min(iif(undone, id, NULL)), 0)"
        " FROM step"
    ).fetchone()
    back = True if done > step else False if 0 < undone <= step else None
    return (done, undone), back


def is_available(connection: sqlite3.Connection, step: Step, *, back: bool) -> bool:
    """Return whether a step can still be undone (`back`) or redone."""
    sql = "SELECT 1 FROM step WHERE id = ? AND undone = ?"
    return connection.execute(sql, (step.id, not back)).fetchone() is not None


def set_undone(connection: sqlite3.Connection, step: Step, *, undone: bool) -> None:
    """Store whether `step` is undone."""
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, step.id))


def drop(connection: sqlite3.Connection, step: Step) -> None:
    """Delete a void step."""
    connection.execute("DELETE FROM step WHERE id = ?", (step.id,))
