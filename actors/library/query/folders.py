"""Folders that hold samples."""

from __future__ import annotations

import sqlite3

from models.audio.units import SourceId
from models.library import tree
from models.library.folder import Folder


def folder_tree(connection: sqlite3.Connection, source: SourceId) -> tuple[Folder, ...]:
    """Return the folder tree of a source, parents before children, in natural order."""
    counts: list[tuple[bytes, int]] = connection.execute(
        """
        SELECT path, sum(missing < 2)
        FROM folder CROSS JOIN sample ON sample.folder = folder.id
        WHERE folder.source = ? GROUP BY folder.id HAVING sum(missing < 2)
        UNION ALL SELECT path, 0 FROM folder WHERE source = ? AND made
        """,
        (source, source),
    ).fetchall()
    return tree.folder_rows(counts)
