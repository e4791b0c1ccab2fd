"""What is embedded inside long samples."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice

from actors.library.query import features, samples
from actors.library.query.ids import Ids, fetch_ids
from actors.library.query.reachable import any_reachable
from models.audio.units import SampleId
from models.inside.chunk import (
    ChunkChanges,
    ChunkCounts,
    EmbeddedChunk,
    PendingChunk,
    Place,
)
from models.inside.window import LONG, WINDOW_TYPE, chunk_count
from models.library.samples import SampleIds
from models.library.vector_changes import VectorFile

_LONG = """
    FROM sample JOIN source ON source.id = sample.source
    WHERE sample.length > ? AND sample.missing = 0 AND source.offline = 0
        AND sample.token != x'' AND sample.content != x''"""
_EMBEDDED = "(SELECT count(*) FROM chunk WHERE chunk.sample = sample.id AND model = ?)"


def pending_chunks(
    connection: sqlite3.Connection, model: str, after: Place, limit: int
) -> tuple[PendingChunk, ...]:
    """Return chunks that were not embedded yet, after a place."""
    if not any_reachable(connection):
        return ()
    places = list(islice(_pending(connection, model, after), limit))
    found = samples.by_ids(connection, sorted({sample for sample, _number in places}))
    rows = {one.id: one for one in found}
    return tuple(PendingChunk(rows[sample], number) for sample, number in places if sample in rows)


def _pending(connection: sqlite3.Connection, model: str, after: Place) -> Iterator[Place]:
    rows = connection.execute(
        f"SELECT sample.id, length, {_EMBEDDED} {_LONG} AND sample.id >= ? ORDER BY sample.id",
        (model, LONG, after[0]),
    )
    for sample, length, count in rows:
        total = chunk_count(length)
        if count >= total:
            continue
        embedded = {
            number
            for (number,) in connection.execute(
                "SELECT number FROM chunk WHERE sample = ? AND model = ?", (sample, model)
            )
        }
        for number in range(total):
            if number not in embedded and (sample, number) > after:
                yield SampleId(sample), number


def count_chunks(connection: sqlite3.Connection, model: str) -> ChunkCounts:
    """Return how many chunks are pending, and how many were embedded, of samples not hidden."""
    pending = embedded = 0
    if not any_reachable(connection):
        return ChunkCounts(pending, embedded)
    for length, count in connection.execute(f"SELECT length, {_EMBEDDED} {_LONG}", (model, LONG)):
        embedded += count
        pending += max(0, chunk_count(length) - count)
    return ChunkCounts(pending, embedded)


def store_chunks(connection: sqlite3.Connection, model: str, rows: Sequence[EmbeddedChunk]) -> None:
    """Store what was embedded; skip samples that are gone or have changed content."""
    connection.executemany(
        "INSERT OR REPLACE INTO chunk SELECT id, ?, ?, content, ?, ?, ? FROM sample"
        " WHERE id = ? AND content = ?",
        [
            (model, one.number, one.windows, one.features, one.reason, one.sample, one.token)
            for one in rows
        ],
    )


def chunks_after(
    connection: sqlite3.Connection, model: str, after: Place, limit: int
) -> tuple[EmbeddedChunk, ...]:
    """Return what was embedded in chunks after a place, in order."""
    chosen = "(sample, number) > (?, ?) ORDER BY sample, number LIMIT ?"
    return _read(connection, chosen, (model, *after, limit))


def chunks_of(connection: sqlite3.Connection, model: str, chosen: Ids) -> tuple[EmbeddedChunk, ...]:
    """Return what was embedded in these samples, in order."""
    among = "sample IN (SELECT value FROM json_each(?)) ORDER BY sample, number"
    return _read(connection, among, (model, json.dumps(chosen.tolist())))


def chunk_changes(
    connection: sqlite3.Connection, model: str, file: str, since: int
) -> ChunkChanges:
    """Return what changed since a state; see `library.FetchChunkChanges`."""
    kept = features.vector_file(connection, _key(model))
    # The state may lack changes that are in the file now, and forgotten here.
    since = since if kept is None or kept.name == file else kept.number
    (last,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chunk_change'"
    ).fetchone()
    touched = fetch_ids(
        connection,
        "SELECT DISTINCT sample AS id FROM chunk_change WHERE number > ? AND model = ?"
        " ORDER BY sample",
        (since, model),
    )
    (windows,) = connection.execute(
        f"SELECT coalesce(sum(length(windows)), 0) / {WINDOW_TYPE.itemsize} FROM chunk"
        " WHERE model = ? AND sample IN (SELECT value FROM json_each(?))",
        (model, json.dumps(touched.tolist())),
    ).fetchone()
    return ChunkChanges(kept, last, SampleIds(touched), windows)


def store_window_file(
    connection: sqlite3.Connection, model: str, file: VectorFile
) -> tuple[str, ...]:
    """Store which file is valid, unless a newer one is; return the names of all valid files."""
    names = features.store_vector_file(connection, _key(model), file)
    if file.name in names:
        connection.execute(
            "DELETE FROM chunk_change WHERE number <= ? AND model = ?", (file.number, model)
        )
    return names


def _key(model: str) -> str:
    """Return the name under which the file of the windows is known."""
    return f"{model}/inside"


def _read(
    connection: sqlite3.Connection, chosen: str, given: tuple[object, ...]
) -> tuple[EmbeddedChunk, ...]:
    rows = connection.execute(
        "SELECT sample, number, token, windows, features, problem FROM chunk"
        f" WHERE model = ? AND {chosen}",
        given,
    )
    return tuple(EmbeddedChunk(SampleId(sample), *rest) for sample, *rest in rows)
