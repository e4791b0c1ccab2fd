"""The texts that searches look into, after folders moved: brought up to date in small steps.

A text costs a hundred times what its row does, as each three letters of it are indexed. A source
of 100 000 samples that is another folder now would keep the only connection that writes busy for
half a minute; so its samples are noted as stale with the move itself, and their texts follow.
"""

from __future__ import annotations

import os
import sqlite3

from models.audio.units import SourceId
from models.library.text_folding import search_text

AT_ONCE = 1_000
"""Texts in one transaction: a decision waits a few tenths of a second at most."""


def mark_stale(connection: sqlite3.Connection, folder: int) -> None:
    """Note that the samples of a folder have texts of another path."""
    connection.execute(
        "INSERT OR IGNORE INTO stale_words SELECT id FROM sample WHERE folder = ?", (folder,)
    )


def refresh_words(connection: sqlite3.Connection, limit: int = AT_ONCE) -> frozenset[SourceId]:
    """Bring some texts up to date; return the sources of their samples: none, if all are.

    Args:
        connection: In a transaction.
        limit: So many at most.
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
