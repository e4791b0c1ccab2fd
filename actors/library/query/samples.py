"""Samples with everything that lists and commands show."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable

from actors.library.query.sources import source_roots
from models.analysis.analysis import UNKNOWN, Analysis
from models.analysis.key import parse_key
from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.library.file_name import display_path
from models.library.sample import Sample
from models.library.tag import Tag
from models.types.sound_type import SoundType

_SAMPLE = """
    SELECT sample.id, sample.source, source.root, folder.path, sample.name, frames, rate, channels,
        format, tag, missing OR source.offline, error, content,
        coalesce(given_type.type, sound_type.type), iif(given_type.type IS NULL, confidence, 1.0),
        tempo, tempo_confidence, analysis.key, key_confidence, loudness, onset_count, other_tempo,
        other_confidence, size, mtime_ns
    FROM sample JOIN folder ON folder.id = sample.folder JOIN source ON source.id = folder.source
        LEFT JOIN sound_type ON sound_type.sample = sample.id
        LEFT JOIN given_type ON given_type.sample = sample.id
        LEFT JOIN analysis ON analysis.sample = sample.id
"""
_Row = tuple[
    int, int, bytes, bytes, bytes, int, int, int, str, int, int, str, bytes,
    str | None, float | None,
    float | None, float | None, str | None, float | None, float | None, int | None, float | None,
    float | None, int, int,
]  # fmt: skip


def by_ids(connection: sqlite3.Connection, ids: Iterable[SampleId]) -> tuple[Sample, ...]:
    """Return the samples for `ids`, in their order; unknown ids are omitted."""
    wanted = list(ids)
    rows = connection.execute(
        f"{_SAMPLE} WHERE sample.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
    ).fetchall()
    found = {row[0]: _sample(row) for row in rows}
    return tuple(found[sample] for sample in wanted if sample in found)


def paths(connection: sqlite3.Connection, ids: Iterable[SampleId]) -> list[bytes]:
    """Return the paths of samples, in any order; unknown ids are omitted."""
    rows = connection.execute(
        "SELECT root, path, name FROM sample JOIN folder ON folder.id = sample.folder"
        " JOIN source ON source.id = folder.source"
        " WHERE sample.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    return [path_of(*row) for row in rows]


def all_samples(connection: sqlite3.Connection) -> tuple[Sample, ...]:
    """Return every sample of the sources in the library, ordered by source and path."""
    rows = connection.execute(f"{_SAMPLE} WHERE NOT removed").fetchall()
    samples = [_sample(row) for row in rows]
    return tuple(sorted(samples, key=lambda sample: (sample.source, sample.path)))


def store_error(
    connection: sqlite3.Connection, sample: SampleId, reason: str
) -> tuple[Sample, ...]:
    """Store why a sample is unplayable (empty: it is playable); return it if changed."""
    changed = connection.execute(
        "UPDATE sample SET error = ? WHERE id = ? AND error != ?", (reason, sample, reason)
    ).rowcount
    return by_ids(connection, (sample,)) if changed else ()


def place_of(connection: sqlite3.Connection, sample: SampleId) -> tuple[SourceId, bytes] | None:
    """Return the source of a sample, and its folder below the root; `None`: unknown."""
    row = connection.execute(
        "SELECT sample.source, path FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.id = ?",
        (sample,),
    ).fetchone()
    return None if row is None else (SourceId(row[0]), row[1])


def ids_at(connection: sqlite3.Connection, paths: Iterable[bytes]) -> dict[bytes, SampleId]:
    """Return the samples whose files have these absolute paths, by path."""
    roots = {root.path: root.source for root in source_roots(connection)}
    found: dict[bytes, SampleId] = {}
    for path in paths:
        top = path
        while top not in roots and top != (top := os.path.dirname(top)):
            pass
        if top not in roots or top == path:
            continue
        folder, _, name = path.removeprefix(top.rstrip(b"/") + b"/").rpartition(b"/")
        row = connection.execute(
            "SELECT sample.id FROM folder JOIN sample ON sample.folder = folder.id"
            " WHERE folder.source = ? AND folder.path = ? AND sample.name = ? AND missing = 0",
            (roots[top], folder, name),
        ).fetchone()
        if row is not None:
            found[path] = SampleId(row[0])
    return found


def path_of(root: bytes, folder: bytes, name: bytes) -> bytes:
    """Return the absolute path of a file."""
    return os.path.join(root, folder, name)


def _sample(row: _Row) -> Sample:
    return Sample(
        id=SampleId(row[0]),
        source=SourceId(row[1]),
        path=path_of(row[2], row[3], row[4]),
        name=display_path(row[4]),
        frames=Frames(row[5]),
        rate=Hertz(row[6]),
        channels=row[7],
        format=row[8],
        tag=Tag(row[9]),
        missing=bool(row[10]),
        error=row[11],
        token=row[12],
        type=SoundType(row[13]) if row[13] else None,
        confidence=row[14] or 0.0,
        size=row[23],
        mtime_ns=row[24],
        analysis=_analysis(row),
    )


def _analysis(row: _Row) -> Analysis:
    tempo, sure_of_tempo, written, sure_of_key, loudness, onsets, other, sure_of_other = row[15:23]
    if onsets is None:
        return UNKNOWN
    found = parse_key(written) if written else None
    facts = (tempo, sure_of_tempo or 0.0, found, sure_of_key or 0.0, loudness, onsets)
    return Analysis(*facts, other, sure_of_other or 0.0)
