"""Whether an import was interrupted."""

from __future__ import annotations

import sqlite3

from models.library.stored_json import as_path, load_json

PENDING = "import underway"
"""Key in `memory`: home folder of an incomplete import, as JSON."""


def pending_import(connection: sqlite3.Connection) -> tuple[bytes | None] | None:
    """Return the home folder of an incomplete import in a tuple; `None` if there is none."""
    row = connection.execute("SELECT value FROM memory WHERE key = ?", (PENDING,)).fetchone()
    if row is None:
        return None
    if row[0] == "null":
        return (None,)
    home = as_path(load_json(row[0]))
    return None if home is None else (home,)


def forget_pending(connection: sqlite3.Connection) -> None:
    """Abandon an incomplete import."""
    connection.execute("DELETE FROM memory WHERE key = ?", (PENDING,))
