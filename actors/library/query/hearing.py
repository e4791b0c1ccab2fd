"""What is known of how samples sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from actors.library.query import samples
from models.audio.units import SampleId
from models.library.heard import Heard
from models.library.sample import Sample

_UNHEARD = """
    FROM sample JOIN source ON source.id = sample.source
        LEFT JOIN embedding ON embedding.sample = sample.id AND model = ?
    WHERE sample.missing = 0 AND source.offline = 0 AND sample.token != x''
        AND (embedding.token IS NULL OR substr(embedding.token, 1, 16) != sample.token)"""
_HEARD = """
    FROM embedding JOIN sample ON sample.id = embedding.sample
        JOIN folder ON folder.id = sample.folder JOIN source ON source.id = sample.source
    WHERE model = ? AND features != x'' AND missing = 0
        AND substr(embedding.token, 1, 16) = sample.token"""


def unheard(
    connection: sqlite3.Connection, model: str, after: SampleId, limit: int
) -> tuple[Sample, ...]:
    """Return samples that were not listened to yet, or have another content since, by id."""
    rows = connection.execute(
        f"SELECT sample.id {_UNHEARD} AND sample.id > ? ORDER BY sample.id LIMIT ?",
        (model, after, limit),
    )
    return samples.by_ids(connection, [SampleId(one) for (one,) in rows.fetchall()])


def count_unheard(connection: sqlite3.Connection, model: str) -> int:
    """Return how many `unheard` would return without a limit."""
    return int(connection.execute(f"SELECT count(*) {_UNHEARD}", (model,)).fetchone()[0])


def count_heard(connection: sqlite3.Connection, model: str) -> int:
    """Return how many `heard` would return."""
    return int(connection.execute(f"SELECT count(*) {_HEARD}", (model,)).fetchone()[0])


def keep(connection: sqlite3.Connection, model: str, heard: Sequence[Heard]) -> None:
    """Store what was heard; samples that are gone by now are left out."""
    connection.executemany(
        "INSERT OR REPLACE INTO embedding SELECT id, ?, ?, ?, ? FROM sample WHERE id = ?",
        [(model, one.token, one.features, one.problem, one.sample) for one in heard],
    )


def heard(connection: sqlite3.Connection, model: str) -> tuple[Heard, ...]:
    """Return all features, by id; of samples whose content is still the one that was heard."""
    rows = connection.execute(
        f"SELECT sample.id, root, path, name, embedding.token, features {_HEARD}"
        " ORDER BY sample.id",
        (model,),
    )
    return tuple(
        Heard(SampleId(one), samples.path_of(root, folder, name), token, features)
        for one, root, folder, name, token, features in rows
    )
