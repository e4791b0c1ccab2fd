"""Hashes of whole files, filled in little by little."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.query.samples import path_of
from models.audio.units import SampleId


@dataclass(frozen=True, slots=True)
class Unhashed:
    """A file whose hash is wanted, as it was when it was scanned."""

    sample: SampleId
    path: bytes
    size: int
    mtime_ns: int


def unhashed(connection: sqlite3.Connection, after: SampleId, limit: int) -> tuple[Unhashed, ...]:
    """Return at most `limit` files without a hash, of samples above `after`, by id."""
    rows = connection.execute(
        """
        SELECT sample.id, root, path, name, size, mtime_ns
        FROM sample JOIN folder ON folder.id = sample.folder
            JOIN source ON source.id = sample.source
        WHERE sample.id > ? AND full_hash IS NULL AND missing = 0 AND token != x''
            AND source.offline = 0
        ORDER BY sample.id LIMIT ?
        """,
        (after, limit),
    ).fetchall()
    return tuple(
        Unhashed(SampleId(sample), path_of(root, folder, name), size, mtime_ns)
        for sample, root, folder, name, size, mtime_ns in rows
    )


def keep(connection: sqlite3.Connection, hashes: Sequence[tuple[Unhashed, bytes]]) -> None:
    """Store hashes, except of files that changed in the meantime."""
    connection.executemany(
        "UPDATE sample SET full_hash = ? WHERE id = ? AND size = ? AND mtime_ns = ?",
        [(found, file.sample, file.size, file.mtime_ns) for file, found in hashes],
    )
