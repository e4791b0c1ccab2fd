"""Samples whose folder moved to another source, was renamed, or whose source was removed.

Such a change is stored with the folders, in one short transaction. What each sample repeats of it
(its source, whether it is hidden, its search text) follows in small steps, so that a decision never
waits for a source of many samples. `lagging_folder` says how far they are; a start completes them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from actors.library.query import stale_words
from models.audio.units import SourceId

AT_ONCE = 400
"""Samples per transaction: some 10 ms."""
RETIRED = "substr(root, 1, 1) = x'00'"
"""SQL condition: a source that was merged into another; no path begins so."""


def lag(connection: sqlite3.Connection, folder: int, *, renamed: bool = False) -> None:
    """Note that the samples of a folder are to follow it.

    Args:
        connection: In a transaction.
        folder: Its id.
        renamed: Its path changed, too.
    """
    lag_folders(connection, [(folder, renamed)])


def lag_folders(connection: sqlite3.Connection, folders: Iterable[tuple[int, bool]]) -> None:
    """Note that the samples of folders are to follow them; see `lag`."""
    connection.executemany(
        "INSERT INTO lagging_folder (folder, renamed) VALUES (?, ?) ON CONFLICT (folder)"
        " DO UPDATE SET renamed = max(renamed, excluded.renamed), key = NULL, sample = 0",
        folders,
    )


def lag_all(connection: sqlite3.Connection, source: SourceId) -> None:
    """Note that all samples of a source are to follow it."""
    rows = connection.execute("SELECT id FROM folder WHERE source = ?", (source,)).fetchall()
    lag_folders(connection, [(folder, False) for (folder,) in rows])


def retire(connection: sqlite3.Connection, source: SourceId) -> None:
    """Take a source away as soon as none of its samples lags behind; it has no folders any more."""
    connection.execute(
        "UPDATE source SET root = CAST(x'00' || id AS BLOB), removed = 1 WHERE id = ?", (source,)
    )


def lags(connection: sqlite3.Connection) -> bool:
    """Return whether any sample lags behind."""
    return connection.execute("SELECT 1 FROM lagging_folder LIMIT 1").fetchone() is not None


def catch_up(connection: sqlite3.Connection, limit: int = AT_ONCE) -> bool:
    """Let samples follow their folders; return whether others lag behind.

    Args:
        connection: In a transaction.
        limit: Maximum number of samples; negative: all.
    """
    left = limit
    while left and (row := connection.execute(_NEXT).fetchone()) is not None:
        folder, renamed, key, sample, source, removed = row
        chunk = connection.execute(
            f"SELECT id, key FROM sample WHERE folder = ? {'' if key is None else _AFTER}"
            " ORDER BY key, id LIMIT ?",
            (folder, *(() if key is None else (key, sample)), left),
        ).fetchall()
        _follow(connection, [one for one, _ in chunk], (source, removed), renamed=bool(renamed))
        if len(chunk) == left and left > 0:
            last, key = chunk[-1]
            connection.execute(
                "UPDATE lagging_folder SET key = ?, sample = ? WHERE folder = ?",
                (key, last, folder),
            )
        else:
            connection.execute("DELETE FROM lagging_folder WHERE folder = ?", (folder,))
        left -= len(chunk) if left > 0 else 0
    if lags(connection):
        return True
    connection.execute(
        f"DELETE FROM source WHERE {RETIRED}"
        " AND NOT EXISTS (SELECT 1 FROM sample WHERE source = source.id)"
    )
    return False


_NEXT = """
    SELECT lagging_folder.folder, renamed, lagging_folder.key, sample, folder.source, removed
    FROM lagging_folder JOIN folder ON folder.id = lagging_folder.folder
        JOIN source ON source.id = folder.source
    LIMIT 1
"""
_AFTER = "AND (key, id) > (?, ?)"


def _follow(
    connection: sqlite3.Connection, chunk: list[int], home: tuple[int, int], *, renamed: bool
) -> None:
    """Store what samples repeat of their folder: its source, and whether that is removed."""
    source, removed = home
    wanted = json.dumps(chunk)
    connection.execute(
        "UPDATE sample SET source = :source, missing = (missing & 3) | (:removed << 2)"
        " WHERE id IN (SELECT value FROM json_each(:wanted))"
        " AND (source != :source OR missing >> 2 != :removed)",
        {"source": source, "removed": removed, "wanted": wanted},
    )
    if not removed:  # they came back themselves
        connection.execute(
            "DELETE FROM heir WHERE sample IN (SELECT value FROM json_each(?))", (wanted,)
        )
    if renamed:
        stale_words.mark_stale(connection, chunk)
