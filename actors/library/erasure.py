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


def preview(connection: sqlite3.Connection, path: bytes) -> Decisions:
    """Return what `erase` would delete."""
    return decisions.count_decisions(connection, _wanted(connection, path))


def erase(connection: sqlite3.Connection, path: bytes) -> Decisions:
    """Delete the samples of a source, or those at or below a path that left the library.

    Args:
        connection: In a transaction.
        path: Absolute.

    Returns:
        Counts of what was deleted.
    """
    lagging.catch_up(connection, -1)
    wanted = _wanted(connection, path)
    counted = decisions.count_decisions(connection, wanted)
    decisions.erase_samples(connection, wanted)
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


def _wanted(connection: sqlite3.Connection, path: bytes) -> list[SampleId]:
    source = _source(connection, path)
    if source is not None:
        rows = connection.execute("SELECT id FROM sample WHERE source = ?", (source.source,))
        return [SampleId(sample) for (sample,) in rows]
    rows = connection.execute(
        "SELECT sample.id, root, path, name FROM sample JOIN folder ON folder.id = sample.folder"
        " JOIN source ON source.id = sample.source WHERE missing != 0 AND missing != 2"
    )
    return [
        SampleId(sample)
        for sample, root, folder, name in rows
        if relative_path(path_of(root, folder, name), path) is not None
    ]
