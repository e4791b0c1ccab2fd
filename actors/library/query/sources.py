"""Sources in the library, and whether they are reachable."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from models.audio.units import SourceId
from models.library.file_name import display_name
from models.library.source import Source


@dataclass(frozen=True, slots=True)
class Root:
    """A source as needed by a scan."""

    source: SourceId
    path: bytes
    device: int | None
    """Device at the last scan; `None` before the first."""
    offline: bool
    filled: bool
    """It has samples."""
    scanned: int = 0
    """Number of the last scan of all of it, across sources; 0: none."""
    read_only: bool = False
    """Its files are never changed."""
    worker_root: bytes = b""
    """Where workers of a cluster see the root; empty: at the same path."""


def list_sources(connection: sqlite3.Connection) -> tuple[Source, ...]:
    """Return all sources with their numbers of samples, oldest first."""
    counts: dict[int, int] = dict(
        connection.execute(
            "SELECT id, (SELECT count(*) FROM sample WHERE source = source.id) FROM source"
        ).fetchall()
    )
    # Few, by an index of their own: a condition on all rows would cost ten times as much.
    for source, count in connection.execute(
        "SELECT source, count(*) FROM sample INDEXED BY sample_missing"
        " WHERE missing >= 2 AND missing != 0 GROUP BY source"
    ):
        counts[source] -= count
    return tuple(
        Source(
            root.source,
            root.path,
            display_name(root.path),
            counts[root.source],
            root.offline,
            root.read_only,
            root.worker_root,
        )
        for root in source_roots(connection)
    )


def source_roots(connection: sqlite3.Connection) -> tuple[Root, ...]:
    """Return all sources in the library for a scan, oldest first."""
    rows = connection.execute(
        "SELECT id, root, device, offline, scanned, read_only, coalesce(worker_root, x''),"
        " EXISTS (SELECT 1 FROM sample WHERE source = source.id AND missing < 2)"
        " FROM source WHERE NOT removed ORDER BY id"
    ).fetchall()
    return tuple(
        Root(
            SourceId(source), path, device, bool(offline), bool(filled), scanned,
            bool(read_only), worker_root,
        )
        for source, path, device, offline, scanned, read_only, worker_root, filled in rows
    )  # fmt: skip


def source_root(connection: sqlite3.Connection, source: SourceId) -> Root | None:
    """Return one source for a scan, or `None` if unknown."""
    return next((root for root in source_roots(connection) if root.source == source), None)


def count_unreadable(connection: sqlite3.Connection, source: SourceId) -> int:
    """Return the number of samples of a source that are there and cannot be decoded."""
    sql = (
        "SELECT count(*) FROM sample INDEXED BY sample_broken"
        " WHERE error != '' AND source = ? AND missing = 0"
    )
    (found,) = connection.execute(sql, (source,)).fetchone()
    return int(found)


def store_reach(
    connection: sqlite3.Connection, source: SourceId, *, offline: bool, device: int | None
) -> None:
    """Store whether a source is reachable, and its device (`None`: unchanged)."""
    connection.execute(
        "UPDATE source SET offline = ?, device = coalesce(?, device) WHERE id = ?",
        (offline, device, source),
    )
