"""Stored features of samples."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from actors.library.query import samples
from actors.library.query.ids import Ids, fetch_ids
from actors.library.query.reachable import REACHABLE, any_reachable, first_ids
from models.audio.units import SampleId
from models.library.features import (
    EARLIER_BYTES,
    EARLIER_MODEL,
    SampleFeatures,
    StoredFeatures,
)
from models.library.identity import WHOLE
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.vector_changes import VectorChanges, VectorFile

_EARLIER = f"model = '{EARLIER_MODEL}' AND length(features) = {EARLIER_BYTES}"
"""As in the index of them."""
_DUE = "source.offline = 0 AND embedding.token IS NOT sample.content"
_PENDING = f"""
    FROM {REACHABLE}
        LEFT JOIN embedding ON embedding.sample = sample.id AND model = ?
    WHERE {_DUE} AND sample.missing = 0 AND sample.token != x''"""
_SERVING = "source.offline = 0 AND embedding.token = sample.content"
_OLD = f"""
    FROM embedding CROSS JOIN sample ON sample.id = embedding.sample
        JOIN source ON source.id = sample.source
    WHERE {_EARLIER} AND model = ? AND {_SERVING} AND sample.missing = 0"""
"""Samples that are not hidden with features of an earlier version only."""
_RENEWABLE = f"{_OLD} AND sample.token != x''"
"""Those of them that can be embedded."""
_EQUAL = f"""duplicate.token = sample.token AND duplicate.id != sample.id
        AND (sample.size <= {WHOLE} OR duplicate.full_hash = sample.full_hash)"""
_FIRST = f"""NOT EXISTS (
        SELECT 1 FROM sample AS duplicate JOIN source AS home ON home.id = duplicate.source
        WHERE {_EQUAL} AND duplicate.id < sample.id AND duplicate.missing = 0 AND home.offline = 0
    )"""
"""Of several identical files, select the one to embed for all."""
_FIRST_PENDING = f"{_PENDING} AND CASE WHEN {_DUE} THEN {_FIRST} END"
"""`CASE` names all tables, so that SQLite looks for copies of what is pending only, not of all."""
_FIRST_RENEWABLE = f"{_RENEWABLE} AND CASE WHEN {_SERVING} THEN {_FIRST} END"
_CURRENT = """
    FROM embedding JOIN sample ON sample.id = embedding.sample
        JOIN folder ON folder.id = sample.folder JOIN source ON source.id = folder.source
    WHERE model = ? AND features != x'' AND missing = 0
        AND embedding.token = sample.content"""


_KEPT = """
    FROM embedding JOIN sample ON sample.id = embedding.sample
    WHERE model = ? AND features != x'' AND embedding.token = sample.content"""
"""As `_EMBEDDED`, of hidden samples too."""
_STORED = """
    ON CONFLICT (sample, model) DO UPDATE SET
        token = excluded.token, features = excluded.features, problem = excluded.problem"""
_HIDDEN = """
    SELECT id FROM sample WHERE missing != 0
    UNION SELECT id FROM sample WHERE source IN (SELECT id FROM source WHERE offline != 0)"""
_FILE = tuple(field.name for field in fields(VectorFile))


def unembedded(
    connection: sqlite3.Connection,
    model: str,
    after: SampleId,
    limit: int,
    *,
    earlier: bool = False,
) -> tuple[Sample, ...]:
    """Return samples not embedded yet, or with changed content, by id.

    Of identical files only the first is returned: `share_features` copies its features to the
    others.

    Args:
        connection: The library.
        model: Name and version of the model.
        after: The samples behind this one.
        limit: Maximum number.
        earlier: Those that an earlier version embedded instead.
    """
    if not earlier:
        found = first_ids(connection, _FIRST_PENDING, (model,), after, limit)
        return samples.by_ids(connection, found)
    if not any_reachable(connection):
        return ()
    rows = connection.execute(
        f"SELECT embedding.sample {_FIRST_RENEWABLE} AND embedding.sample > ?"
        " ORDER BY embedding.sample LIMIT ?",
        (model, after, limit),
    )
    return samples.by_ids(connection, [SampleId(one) for (one,) in rows.fetchall()])


def count_unembedded(connection: sqlite3.Connection, model: str, *, earlier: bool = False) -> int:
    """Return how many samples `unembedded` would return without a limit."""
    if not any_reachable(connection):
        return 0
    pending = _FIRST_RENEWABLE if earlier else _FIRST_PENDING
    counted = connection.execute(f"SELECT count(*) {pending}", (model,))
    return int(counted.fetchone()[0])


def share_features(
    connection: sqlite3.Connection, model: str, *, earlier: bool = False
) -> tuple[SampleFeatures, ...]:
    """Copy features to samples with identical content; return the new rows.

    Args:
        connection: The library.
        model: Name and version of the model.
        earlier: Copy to those that an earlier version embedded, and no features of such a one.
    """
    pending = _RENEWABLE if earlier else _PENDING
    newer = f"AND length(known.features) != {EARLIER_BYTES}" if earlier else ""
    shared = connection.execute(
        f"""
        INSERT INTO embedding (sample, model, token, features, problem)
        SELECT pending.id, known.model, sample.content, known.features, known.problem
        FROM (SELECT sample.id {pending}) AS pending
            JOIN sample ON sample.id = pending.id
            JOIN sample AS duplicate ON {_EQUAL}
            JOIN embedding AS known ON known.sample = duplicate.id AND known.model = ?
                AND known.token = duplicate.content {newer}
        WHERE true
        GROUP BY pending.id
        {_STORED}
        RETURNING "sample"
        """,
        (model, model),
    )
    return _features_of(connection, model, [SampleId(one) for (one,) in shared.fetchall()])


def count_embedded(connection: sqlite3.Connection, model: str) -> int:
    """Return how many samples that are not hidden have features of their content."""
    return int(connection.execute(f"SELECT count(*) {_CURRENT}", (model,)).fetchone()[0])


def store_features(
    connection: sqlite3.Connection, model: str, rows: Sequence[SampleFeatures]
) -> None:
    """Store features; skip samples that are gone or have changed content."""
    connection.executemany(
        "INSERT INTO embedding SELECT id, ?, content, ?, ? FROM sample"
        f" WHERE id = ? AND content = ? {_STORED}",
        [(model, one.features, one.reason, one.sample, one.token) for one in rows],
    )


def feature_ids(connection: sqlite3.Connection, model: str, *, earlier: bool = True) -> Ids:
    """Return the samples with features, hidden ones too, ascending.

    Args:
        connection: The library.
        model: Name and version of the model.
        earlier: Also those with features of an earlier version.
    """
    newer = "" if earlier else f"AND NOT ({_EARLIER})"
    wanted = f"SELECT embedding.sample AS id {_KEPT} {newer} ORDER BY embedding.sample"
    return fetch_ids(connection, wanted, (model,))


def stored_features(
    connection: sqlite3.Connection, model: str, after: SampleId, limit: int
) -> tuple[StoredFeatures, ...]:
    """Return features of samples with a higher id than `after`, hidden ones too, by id."""
    chosen = "AND embedding.sample > ? ORDER BY embedding.sample LIMIT ?"
    return _stored(connection, chosen, (model, after, limit))


def features_of(
    connection: sqlite3.Connection, model: str, samples: Ids
) -> tuple[StoredFeatures, ...]:
    """Return the features of these samples, hidden ones too, by id."""
    chosen = "AND embedding.sample IN (SELECT value FROM json_each(?)) ORDER BY embedding.sample"
    return _stored(connection, chosen, (model, json.dumps(samples.tolist())))


def vector_changes(
    connection: sqlite3.Connection, model: str, file: str, since: int, visibility: int
) -> VectorChanges:
    """Return what changed since a state; see `library.FetchVectorChanges`."""
    kept = vector_file(connection, model)
    # The state may lack changes that are in the file now, and forgotten here.
    since = since if kept is None or kept.name == file else kept.number
    (last,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'embedding_change'"
    ).fetchone()
    touched = fetch_ids(
        connection,
        "SELECT DISTINCT sample AS id FROM embedding_change WHERE number > ? AND model = ?",
        (since, model),
    )
    changed = features_of(connection, model, touched) if touched.size else ()
    now = np.array([one.sample for one in changed], np.int64)
    (seen,) = connection.execute("SELECT changes FROM visibility").fetchone()
    hidden = None if seen == visibility else SampleIds(fetch_ids(connection, _HIDDEN))
    (earlier,) = connection.execute(f"SELECT EXISTS (SELECT 1 {_OLD})", (model,)).fetchone()
    # Both are unique already; else NumPy imports its masked arrays, 50 ms of a start.
    gone = SampleIds(np.sort(np.setdiff1d(touched, now, assume_unique=True)))
    return VectorChanges(kept, last, changed, gone, seen, hidden, earlier=bool(earlier))


def store_vector_file(
    connection: sqlite3.Connection, model: str, file: VectorFile
) -> tuple[str, ...]:
    """Store which file is valid, unless a newer one is; return the names of all valid files."""
    kept = vector_file(connection, model)
    if kept is None or kept.number <= file.number:
        connection.execute(
            f"INSERT OR REPLACE INTO vector_file (model, {', '.join(_FILE)})"
            f" VALUES (?{', ?' * len(_FILE)})",
            (model, *(getattr(file, name) for name in _FILE)),
        )
        connection.execute(
            "DELETE FROM embedding_change WHERE number <= ? AND model = ?", (file.number, model)
        )
    names = connection.execute("SELECT name FROM vector_file ORDER BY name")
    return tuple(name for (name,) in names.fetchall())


def vector_file(connection: sqlite3.Connection, model: str) -> VectorFile | None:
    """Return the valid file of vectors of a model; `None`: there is none."""
    wanted = f"SELECT {', '.join(_FILE)} FROM vector_file WHERE model = ?"
    row = connection.execute(wanted, (model,)).fetchone()
    return VectorFile(*row) if row is not None else None


def _stored(
    connection: sqlite3.Connection, chosen: str, given: tuple[object, ...]
) -> tuple[StoredFeatures, ...]:
    wanted = f"SELECT embedding.sample, embedding.token, features {_KEPT} {chosen}"
    rows = connection.execute(wanted, given)
    return tuple(StoredFeatures(SampleId(one), token, found) for one, token, found in rows)


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
