"""Analysis results: tempo, key, loudness, onsets."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from actors.library.query import samples
from actors.library.query.reachable import REACHABLE, first_ids
from models.analysis.analysis import Analysed
from models.audio.units import SampleId
from models.library.sample import Sample

_UNANALYSED = f"""
    FROM {REACHABLE}
        LEFT JOIN analysis ON analysis.sample = sample.id AND analyser = ?
    WHERE source.offline = 0 AND sample.missing = 0 AND sample.token != x''
        AND (analysis.token IS NOT sample.content OR analysis.file_name IS NOT sample.name)"""


def unanalysed(
    connection: sqlite3.Connection, analyser: str, after: SampleId, limit: int
) -> tuple[Sample, ...]:
    """Return samples not analysed yet, or with a changed content or name, by id."""
    return samples.by_ids(connection, first_ids(connection, _UNANALYSED, (analyser,), after, limit))


def count_unanalysed(connection: sqlite3.Connection, analyser: str) -> int:
    """Return how many samples `unanalysed` would return without a limit."""
    return int(connection.execute(f"SELECT count(*) {_UNANALYSED}", (analyser,)).fetchone()[0])


def store_analyses(
    connection: sqlite3.Connection, analyser: str, analysed: Sequence[Analysed]
) -> None:
    """Store analysis results; skip samples that are gone or have changed content."""
    connection.executemany(
        """
        INSERT OR REPLACE INTO analysis (sample, token, analyser, file_name, tempo,
            tempo_confidence, other_tempo, other_confidence, key, key_confidence, loudness,
            onset_count, onsets, problem)
        SELECT id, content, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sample
        WHERE id = ? AND content = ?
        """,
        [(analyser, one.name, *_columns(one), one.sample, one.token) for one in analysed],
    )


def _columns(one: Analysed) -> tuple[object, ...]:
    found = one.analysis
    key = found.key.name if found.key else None
    return (
        *(found.tempo, found.tempo_confidence, found.other_tempo, found.other_confidence),
        *(key, found.key_confidence),
        *(found.loudness, found.onsets, one.onsets, one.reason),
    )
