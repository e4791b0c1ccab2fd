"""What a scan reads and stores."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actors.library.query import decisions, samples
from actors.library.query.decisions import DECIDED
from models.audio.units import SampleId, SourceId
from models.library.file import Content, Entry, Known
from models.library.order import file_key, folder_key
from models.library.part import Parts, holds
from models.library.sample import Sample
from models.library.searching import searchable

THROWN_AWAY = 2
"""`sample.missing` of what a person threw away: it is in no list, but knows its marks."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A stored sample with the same content as a new file; perhaps what that was before."""

    sample: SampleId
    source: SourceId
    folder: bytes
    """Below the root."""
    name: bytes
    path: bytes
    """Absolute."""
    token: bytes
    mtime_ns: int
    full_hash: bytes | None
    removed: bool = False
    """Its source is not in the library: a file of its content has its decisions as well."""


@dataclass(frozen=True, slots=True)
class Move:
    """A sample that was recognised under another path."""

    twin: Twin
    entry: Entry
    content: Content


def known(
    connection: sqlite3.Connection, source: SourceId, after: SampleId, limit: int
) -> tuple[Known, ...]:
    """Return at most `limit` samples of a source above the id `after`, by id."""
    rows = connection.execute(
        """
        SELECT sample.id, path, name, size, mtime_ns, missing, token != x''
        FROM sample JOIN folder ON folder.id = sample.folder
        WHERE sample.source = ? AND sample.id > ? ORDER BY sample.id LIMIT ?
        """,
        (source, after, limit),
    ).fetchall()
    return tuple(
        Known(SampleId(sample), folder, name, size, mtime_ns, bool(missing), bool(read))
        for sample, folder, name, size, mtime_ns, missing, read in rows
    )


def known_in(connection: sqlite3.Connection, source: SourceId, parts: Parts) -> tuple[Known, ...]:
    """Return the samples of a source in these parts of it."""
    folders = connection.execute("SELECT id, path FROM folder WHERE source = ?", (source,))
    wanted = [one for one, path in folders if holds(parts, path)]
    rows = connection.execute(
        """
        SELECT sample.id, path, name, size, mtime_ns, missing, token != x''
        FROM sample JOIN folder ON folder.id = sample.folder
        WHERE folder.id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(wanted),),
    )
    return tuple(
        Known(SampleId(sample), folder, name, size, mtime_ns, bool(missing), bool(read))
        for sample, folder, name, size, mtime_ns, missing, read in rows
    )


def twins(connection: sqlite3.Connection, tokens: Iterable[bytes]) -> tuple[Twin, ...]:
    """Return the samples with one of these tokens, in sources that can be reached.

    And those of removed sources that were decided about, unless a file has their decisions.
    """
    return tuple(
        _twin(row)
        for wanted in set(tokens)
        for row in connection.execute(
            f"""
            SELECT sample.id, sample.source, root, path, name, token, mtime_ns, full_hash, removed
            FROM sample JOIN folder ON folder.id = sample.folder
                JOIN source ON source.id = sample.source
            WHERE token = ? AND size > 0 AND iif(removed, {DECIDED}
                AND NOT EXISTS (SELECT 1 FROM heir WHERE heir.sample = sample.id),
                source.offline = 0)
            """,
            (wanted,),
        )
    )


def _twin(row: tuple[int, int, bytes, bytes, bytes, bytes, int, bytes | None, int]) -> Twin:
    sample, source, root, folder, name, token, mtime_ns, full_hash, removed = row
    path = samples.path_of(root, folder, name)
    ids = SampleId(sample), SourceId(source)
    return Twin(*ids, folder, name, path, token, mtime_ns, full_hash, bool(removed))


def add(
    connection: sqlite3.Connection, source: SourceId, files: Sequence[tuple[Entry, Content]]
) -> None:
    """Store new samples; a path that is known by now (to another scan) is brought up to date."""
    folders = _folders(connection, source, (entry.folder for entry, _ in files))
    connection.executemany(
        """
        INSERT INTO sample (source, folder, name, key, words, size, mtime_ns, frames, rate,
            channels, length, format, token, error)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (folder, name) DO UPDATE SET size = excluded.size,
            mtime_ns = excluded.mtime_ns, frames = excluded.frames, rate = excluded.rate,
            channels = excluded.channels, length = excluded.length, format = excluded.format,
            token = excluded.token, error = excluded.error, full_hash = NULL, missing = 0
        """,
        [
            (source, *_place(folders[entry.folder], entry), *_facts(content))
            for entry, content in files
        ],
    )


def update(
    connection: sqlite3.Connection, files: Sequence[tuple[SampleId, Content]]
) -> tuple[Sample, ...]:
    """Store what was read anew of known samples, and return them."""
    connection.executemany(
        """
        UPDATE sample SET size = ?, mtime_ns = ?, frames = ?, rate = ?, channels = ?, length = ?,
            format = ?, token = ?, error = ?, full_hash = NULL, missing = 0
        WHERE id = ?
        """,
        [(*_facts(content), sample) for sample, content in files],
    )
    return samples.by_ids(connection, [sample for sample, _ in files])


def move(
    connection: sqlite3.Connection, source: SourceId, moves: Sequence[Move]
) -> tuple[Sample, ...]:
    """Store new paths of samples, and return them.

    A sample that is no longer where it was known to be (recognised elsewhere)
    is stored as a new one. What was removed with its source stays, and the
    file is stored as a new one that has the same decisions.
    """
    kept = [move for move in moves if move.twin.removed]
    add(connection, source, [(move.entry, move.content) for move in kept])
    for move in kept:
        decisions.inherit(connection, move.twin.sample, _at(connection, source, move.entry))
    moves = [move for move in moves if not move.twin.removed]
    folders = _folders(connection, source, (move.entry.folder for move in moves))
    stored: list[SampleId] = []
    late: list[tuple[Entry, Content]] = []
    for move in moves:
        changed = connection.execute(
            """
            UPDATE OR IGNORE sample SET source = ?, folder = ?, name = ?, key = ?, words = ?,
                mtime_ns = ?, error = ?, missing = 0
            WHERE id = ? AND source = ? AND name = ?
                AND folder = (SELECT id FROM folder WHERE source = sample.source AND path = ?)
            """,
            (
                source,
                *_place(folders[move.entry.folder], move.entry),
                move.content.mtime_ns,
                move.content.error,
                move.twin.sample,
                move.twin.source,
                move.twin.name,
                move.twin.folder,
            ),
        ).rowcount
        if changed:
            stored.append(move.twin.sample)
        else:
            late.append((move.entry, move.content))
    add(connection, source, late)
    return samples.by_ids(connection, stored)


def _at(connection: sqlite3.Connection, source: SourceId, entry: Entry) -> SampleId:
    (found,) = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE folder.source = ? AND path = ? AND name = ?",
        (source, entry.folder, entry.name),
    ).fetchone()
    return SampleId(found)


def mark(
    connection: sqlite3.Connection, source: SourceId, ids: Sequence[SampleId], *, missing: bool
) -> tuple[Sample, ...]:
    """Store whether these samples of a source are missing, and return them."""
    connection.executemany(
        "UPDATE sample SET missing = ? WHERE id = ? AND source = ?",
        [(missing, sample, source) for sample in ids],
    )
    return samples.by_ids(connection, ids)


def set_apart(
    connection: sqlite3.Connection, source: SourceId, folders: Sequence[bytes]
) -> tuple[Sample, ...]:
    """Let samples at or below these folders be in no list, with all that was decided of them.

    Returns those that were in a list.
    """
    found = [
        SampleId(sample)
        for path in folders
        for (sample,) in connection.execute(
            "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
            " WHERE sample.source = ? AND missing != ? AND (path = ? OR (path > ? AND path < ?))",
            (source, THROWN_AWAY, path, path + b"/", path + b"0"),
        )
    ]
    connection.executemany(
        "UPDATE sample SET missing = ? WHERE id = ?", [(THROWN_AWAY, one) for one in found]
    )
    return samples.by_ids(connection, found)


def sweep(connection: sqlite3.Connection) -> None:
    """Forget folders that hold no sample any more."""
    connection.execute(
        "DELETE FROM folder WHERE NOT made"
        " AND NOT EXISTS (SELECT 1 FROM sample WHERE folder = folder.id)"
    )


def _folders(
    connection: sqlite3.Connection, source: SourceId, paths: Iterable[bytes]
) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for path in set(paths):
        connection.execute(
            "INSERT OR IGNORE INTO folder (source, path, key) VALUES (?, ?, ?)",
            (source, path, folder_key(path)),
        )
        found[path] = connection.execute(
            "SELECT id FROM folder WHERE source = ? AND path = ?", (source, path)
        ).fetchone()[0]
    return found


def _place(folder: int, entry: Entry) -> tuple[int, bytes, str, str]:
    return folder, entry.name, file_key(entry.name), searchable(entry.path)


def _facts(content: Content) -> tuple[int, int, int, int, int, float, str, bytes, str]:
    sound = content.sound
    return (
        content.size,
        content.mtime_ns,
        sound.frames,
        sound.rate,
        sound.channels,
        sound.frames / sound.rate if sound.rate else 0.0,
        sound.format,
        content.token,
        content.error,
    )
