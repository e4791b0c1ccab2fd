"""Permanent erasure: the only way in which user decisions are deleted with their samples."""

from __future__ import annotations

import sqlite3

from actors.library import step_kinds
from actors.library.query import areas, decisions, lagging, scan
from actors.library.query.areas import Area
from actors.library.query.samples import path_of
from models.audio.units import SampleId
from models.library.decisions import Decisions
from models.library.path_prefix import relative_path

NOT_FOUND = 1
"""Value of `sample.missing` if the file was not found in a source that is there, see `0012.sql`."""


def preview(
    connection: sqlite3.Connection, path: bytes, *, missing_only: bool = False
) -> Decisions:
    """Return what `erase` would delete."""
    return decisions.count_decisions(connection, _wanted(connection, path, missing_only))


def erase(connection: sqlite3.Connection, path: bytes, *, missing_only: bool = False) -> Decisions:
    """Delete the samples of a source, or those at or below a path that left the library.

    Args:
        connection: In a transaction.
        path: Absolute.
        missing_only: Only samples whose file was not found; a source stays.

    Returns:
        Counts of what was deleted.
    """
    lagging.catch_up(connection, -1)
    wanted = _wanted(connection, path, missing_only)
    counted = decisions.count_decisions(connection, wanted)
    decisions.erase_samples(connection, wanted)
    if missing_only:
        scan.delete_empty_folders(connection)
        step_kinds.sweep(connection)
        return counted
    source = _source(connection, path)
    if source is not None:
        connection.execute("DELETE FROM source WHERE id = ?", (source.source,))
    else:
        scan.delete_empty_folders(connection)
    connection.execute(
        "DELETE FROM source WHERE removed"
        " AND NOT EXISTS (SELECT 1 FROM sample WHERE source = source.id)"
    )
    gone = [
        (step,)
        for step, before in connection.execute("SELECT step, before FROM step_source").fetchall()
        if relative_path(before, path) is not None
    ]
    connection.executemany("DELETE FROM step WHERE id = ?", gone)
    step_kinds.sweep(connection)
    return counted


def _source(connection: sqlite3.Connection, path: bytes) -> Area | None:
    area = areas.holder(connection, path)
    return area if area is not None and area.root == path else None


def _wanted(connection: sqlite3.Connection, path: bytes, missing_only: bool) -> list[SampleId]:  # noqa: FBT001 - of this module
    source = None if missing_only else _source(connection, path)
    if source is not None:
        rows = connection.execute("SELECT id FROM sample WHERE source = ?", (source.source,))
        return [SampleId(sample) for (sample,) in rows]
    rows = connection.execute(
        "SELECT sample.id, root, path, name FROM sample JOIN folder ON folder.id = sample.folder"
        " JOIN source ON source.id = sample.source WHERE missing != 0 AND missing != 2"
        " AND (NOT ? OR missing = ?)",
        (missing_only, NOT_FOUND),
    )
    return [
        SampleId(sample)
        for sample, root, folder, name in rows
        if relative_path(path_of(root, folder, name), path) is not None
    ]
