"""Stored features of samples."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from actors.library.query import samples
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.identity import WHOLE
from models.library.sample import Sample

_PENDING = """
    FROM sample JOIN source ON source.id = sample.source
        LEFT JOIN embedding ON embedding.sample = sample.id AND model = ?
    WHERE sample.missing = 0 AND source.offline = 0 AND sample.token != x''
        AND embedding.token IS NOT sample.content"""
_EQUAL = f"""duplicate.token = sample.token AND duplicate.id != sample.id
        AND (sample.size <= {WHOLE} OR duplicate.full_hash = sample.full_hash)"""
_FIRST = f"""
    AND NOT EXISTS (
        SELECT 1 FROM sample AS duplicate JOIN source AS home ON home.id = duplicate.source
        WHERE {_EQUAL} AND duplicate.id < sample.id AND duplicate.missing = 0 AND home.offline = 0
    )"""
"""Of several identical files, select the one to embed for all."""
_CURRENT = """
    FROM embedding JOIN sample ON sample.id = embedding.sample
        JOIN folder ON folder.id = sample.folder JOIN source ON source.id = sample.source
    WHERE model = ? AND features != x'' AND missing = 0
        AND embedding.token = sample.content"""


def unembedded(
    connection: sqlite3.Connection, model: str, after: SampleId, limit: int
) -> tuple[Sample, ...]:
    """Return samples not embedded yet, or with changed content, by id.

    Of identical files only the first is returned: `share_features` copies its features to the
    others.
    """
    rows = connection.execute(
        f"SELECT sample.id {_PENDING} {_FIRST} AND sample.id > ? ORDER BY sample.id LIMIT ?",
        (model, after, limit),
    )
    return samples.by_ids(connection, [SampleId(one) for (one,) in rows.fetchall()])


def count_unembedded(connection: sqlite3.Connection, model: str) -> int:
    """Return how many samples `unembedded` would return without a limit."""
    counted = connection.execute(f"SELECT count(*) {_PENDING} {_FIRST}", (model,))
    return int(counted.fetchone()[0])


def share_features(connection: sqlite3.Connection, model: str) -> tuple[SampleFeatures, ...]:
    """Copy features to samples with identical content; return the new rows."""
    shared = connection.execute(
        f"""
        INSERT OR REPLACE INTO embedding (sample, model, token, features, problem)
        SELECT pending.id, known.model, sample.content, known.features, known.problem
        FROM (SELECT sample.id {_PENDING}) AS pending
            JOIN sample ON sample.id = pending.id
            JOIN sample AS duplicate ON {_EQUAL}
            JOIN embedding AS known ON known.sample = duplicate.id AND known.model = ?
                AND known.token = duplicate.content
        GROUP BY pending.id
        RETURNING sample
        """,
        (model, model),
    )
    return _features_of(connection, model, [SampleId(one) for (one,) in shared.fetchall()])


def count_embedded(connection: sqlite3.Connection, model: str) -> int:
    """Return how many rows `current_features` would return."""
    return int(connection.execute(f"SELECT count(*) {_CURRENT}", (model,)).fetchone()[0])


def store_features(
    connection: sqlite3.Connection, model: str, rows: Sequence[SampleFeatures]
) -> None:
    """Store features; skip samples that are gone or have changed content."""
    connection.executemany(
        "INSERT OR REPLACE INTO embedding SELECT id, ?, content, ?, ? FROM sample"
        " WHERE id = ? AND content = ?",
        [(model, one.features, one.reason, one.sample, one.token) for one in rows],
    )


def current_features(connection: sqlite3.Connection, model: str) -> tuple[SampleFeatures, ...]:
    """Return all features whose content is current, by id."""
    return _read(connection, " ORDER BY sample.id", (model,))


def feature_tokens(connection: sqlite3.Connection, model: str) -> Mapping[int, bytes]:
    """Return the content tokens of the features in `current_features`, by sample."""
    rows = connection.execute(f"SELECT sample.id, content {_CURRENT}", (model,)).fetchall()
    return MappingProxyType(dict(rows))


def _features_of(
    connection: sqlite3.Connection, model: str, wanted: Sequence[SampleId]
) -> tuple[SampleFeatures, ...]:
    """Return the current features of these samples, by id; missing ones are omitted."""
    chosen = " AND sample.id IN (SELECT value FROM json_each(?)) ORDER BY sample.id"
    return _read(connection, chosen, (model, json.dumps(wanted)))


def _read(
    connection: sqlite3.Connection, chosen: str, given: tuple[str, ...]
) -> tuple[SampleFeatures, ...]:
    rows = connection.execute(
        f"SELECT sample.id, root, path, name, embedding.token, features {_CURRENT} {chosen}", given
    )
    return tuple(
        SampleFeatures(SampleId(one), samples.path_of(root, folder, name), token, features)
        for one, root, folder, name, token, features in rows
    )
