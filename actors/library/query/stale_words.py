"""Update search texts of moved folders in small steps.

Folding the texts of 100 000 samples would block the only writer for seconds; so moving a source
only marks its samples as stale, and their texts follow.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence

from models.audio.units import SourceId
from models.library.text_folding import search_text

AT_ONCE = 1_000
"""Texts per transaction: a decision waits some 20 ms."""


def mark_stale(connection: sqlite3.Connection, samples: Sequence[int]) -> None:
    """Mark the search texts of samples as stale."""
    connection.execute(
        "INSERT OR IGNORE INTO stale_words SELECT value FROM json_each(?)",
        (json.dumps(samples),),
    )


def refresh_words(connection: sqlite3.Connection, limit: int = AT_ONCE) -> frozenset[SourceId]:
    """Update some stale texts; return the sources affected: none, if all are current.

    Args:
        connection: In a transaction.
        limit: Maximum number of texts.
    """
    rows: list[tuple[int, SourceId, bytes, bytes]] = connection.execute(
        "SELECT sample.id, sample.source, path, name FROM stale_words"
        " JOIN sample ON sample.id = stale_words.sample JOIN folder ON folder.id = sample.folder"
        " LIMIT ?",
        (limit,),
    ).fetchall()
    connection.executemany(
        "UPDATE sample SET words = ? WHERE id = ?",
        [(search_text(os.path.join(path, name)), sample) for sample, _, path, name in rows],
    )
    connection.executemany(
        "DELETE FROM stale_words WHERE sample = ?", [(sample,) for sample, *_ in rows]
    )
    return frozenset(source for _, source, *_ in rows)
