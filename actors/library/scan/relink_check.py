"""Check whether a folder is a moved source, by some of its files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from io import FileIO

from actors.media.content_token import token
from models.audio.units import SourceId

PROBES = 40
"""Number of files checked."""
ENOUGH = 0.5
"""Fraction of them that must be unchanged: some may have been edited or deleted meanwhile."""
Probe = tuple[bytes, int, bytes]
"""Path relative to the root, size, token."""


def choose_probes(connection: sqlite3.Connection, source: SourceId) -> tuple[Probe, ...]:
    """Return files of a source, evenly spread over its samples."""
    rows: list[Probe] = connection.execute(
        """
        SELECT CASE path WHEN x'' THEN name ELSE CAST(path || x'2f' || name AS BLOB) END,
            size, token
        FROM sample JOIN folder ON folder.id = sample.folder
        WHERE sample.source = ? AND token != x'' AND missing = 0 ORDER BY sample.id
        """,
        (source,),
    ).fetchall()
    return tuple(rows[:: max(1, len(rows) // PROBES)][:PROBES])


def is_moved_source(root: bytes, probes: Sequence[Probe]) -> bool:
    """Return whether enough of the files are below `root`; without probes, any folder matches."""
    found = sum(_is_there(os.path.join(root, path), size, known) for path, size, known in probes)
    return found >= ENOUGH * len(probes)


def _is_there(path: bytes, size: int, known: bytes) -> bool:
    try:
        if os.stat(path).st_size != size:
            return False
        with FileIO(path) as file:
            return token(file, size) == known
    except OSError:
        return False
