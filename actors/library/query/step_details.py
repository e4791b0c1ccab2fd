"""Tables with the changes of undo steps, read and written the same way for all kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Side = Literal["before", "after"]
"""State before or after a step."""
Row = tuple[Any, ...]
"""Values of a details table, in declared order."""


@dataclass(frozen=True, slots=True)
class Details:
    """A table with the changes of steps: one row per item, with its values on both sides."""

    table: str
    keys: tuple[str, ...]
    """Columns that identify the item."""
    values: tuple[str, ...] = ("",)
    """Columns with two sides: `place` stands for `place_before` and `place_after`, the empty name
    for `before` and `after`.
    """

    def store(self, connection: sqlite3.Connection, step: int, rows: Sequence[Row]) -> None:
        """Store the rows of a step: the keys, then all values before, then all values after."""
        columns = (*self.keys, *self._columns("before"), *self._columns("after"))
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {self.table} (step, {', '.join(columns)}) VALUES (?, {marks})",
            [(step, *row) for row in rows],
        )

    def rows(self, connection: sqlite3.Connection, step: int, side: Side) -> list[Row]:
        """Return the rows of a step: the keys, then the values of one side."""
        columns = ", ".join((*self.keys, *self._columns(side)))
        sql = f"SELECT {columns} FROM {self.table} WHERE step = ?"
        return connection.execute(sql, (step,)).fetchall()

    def _columns(self, side: Side) -> tuple[str, ...]:
        return tuple(f"{value}_{side}" if value else side for value in self.values)


def drop_empty_steps(connection: sqlite3.Connection, kind: str, details: Sequence[Details]) -> None:
    """Delete the steps of a kind without rows in any of these tables."""
    empty = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {one.table} WHERE step = step.id)" for one in details
    )
    connection.execute(f"DELETE FROM step WHERE kind = ? AND {empty}", (kind,))
