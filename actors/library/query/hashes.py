"""Hashes of whole files, filled in gradually."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.query import samples
from actors.library.query.reachable import any_reachable
from actors.library.query.samples import path_of
from models.audio.units import SampleId
from models.library.identity import distinct_key
from models.library.sample import Sample


@dataclass(frozen=True, slots=True)
class Unhashed:
    """A file to hash, as it was at the last scan."""

    sample: SampleId
    path: bytes
    size: int
    mtime_ns: int
    ctime_ns: int | None = None
    known: bytes | None = None
    """Previous hash, to compare with."""


def unhashed(connection: sqlite3.Connection, after: SampleId, limit: int) -> tuple[Unhashed, ...]:
    """Return at most `limit` files to hash, of samples above `after`, by id.

    Files without a hash, and those whose hash may be outdated.
    """
    if not any_reachable(connection):
        return ()
    rows = connection.execute(
        """
        SELECT sample.id, root, path, name, size, mtime_ns, ctime_ns, full_hash
        FROM sample JOIN folder ON folder.id = sample.folder
            JOIN source ON source.id = sample.source
        WHERE sample.id IN (
            SELECT id FROM sample WHERE full_hash IS NULL AND missing = 0 AND token != x''
                AND id > ?
            UNION SELECT id FROM sample WHERE doubt != 0 AND missing = 0 AND id > ?
        ) AND source.offline = 0
        ORDER BY sample.id LIMIT ?
        """,
        (after, after, limit),
    ).fetchall()
    return tuple(
        Unhashed(SampleId(sample), path_of(root, folder, name), *facts)
        for sample, root, folder, name, *facts in rows
    )


def store_hashes(
    connection: sqlite3.Connection, hashes: Sequence[tuple[Unhashed, bytes]]
) -> tuple[Sample, ...]:
    """Store hashes, except of files that changed in the meantime.

    Returns:
        The samples whose content turned out to differ.
    """
    others: list[SampleId] = []
    for file, found in hashes:
        row = connection.execute(
            "UPDATE sample SET full_hash = ?, doubt = 0"
            " WHERE id = ? AND size = ? AND mtime_ns = ? AND ctime_ns IS ? RETURNING content",
            (found, file.sample, file.size, file.mtime_ns, file.ctime_ns),
        ).fetchone()
        if row is not None and file.known not in {None, found}:
            connection.execute(
                "UPDATE sample SET content = ? WHERE id = ?",
                (distinct_key(row[0], row[0]), file.sample),
            )
            others.append(file.sample)
    return samples.by_ids(connection, others)


def store_hash(connection: sqlite3.Connection, sample: SampleId, found: bytes) -> None:
    """Store the hash of a sample that was just compared."""
    connection.execute("UPDATE sample SET full_hash = ?, doubt = 0 WHERE id = ?", (found, sample))
