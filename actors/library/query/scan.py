"""Read and write samples during a scan."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from actors.library.query import decisions, samples
from actors.library.query.aside import THROWN_AWAY, vacate_path
from actors.library.query.decisions import DECIDED
from models.audio.units import SampleId, SourceId
from models.library.file import READER, Content, Entry, Known, Sound
from models.library.identity import content_key, distinct_key
from models.library.sample import Sample
from models.library.scan_scope import Parts, in_scope
from models.library.sort_key import file_key, folder_key
from models.library.text_folding import search_text

AT_ONCE = 64
"""Samples per inserting statement: another thread reads the next files while one is executed."""
TOGETHER = 512
"""Tokens per statement."""
_Row = tuple[Any, ...]
"""Database row."""


@dataclass(frozen=True, slots=True)
class DuplicateSample:
    """A stored sample with the content of a new file, possibly its former path."""

    sample: SampleId
    source: SourceId
    folder: bytes
    """Path below the root."""
    name: bytes
    path: bytes
    """Absolute path."""
    token: bytes
    mtime_ns: int
    full_hash: bytes | None
    size: int = 0
    middle: bytes = b""
    ctime_ns: int | None = None
    device: int | None = None
    inode: int | None = None
    content: bytes = b""
    """Name of the content, for derived data."""
    missing: bool = False
    error: str = ""
    removed: bool = False
    """Its source was removed: a file with its content gets its decisions as well."""
    frames: int = 0
    rate: int = 0
    channels: int = 0
    former: int = 0
    """Number of the scan that found this content replaced at its path; 0: it was still there."""


@dataclass(frozen=True, slots=True)
class Move:
    """A sample that was recognised under another path."""

    duplicate: DuplicateSample
    entry: Entry
    content: Content
    source: SourceId
    """New source."""


_KNOWN = f"""
    SELECT sample.id, path, name, size, mtime_ns, missing, token != x'', ctime_ns, device, inode,
        reader != {READER}
    FROM sample JOIN folder ON folder.id = sample.folder
"""


def known_samples(
    connection: sqlite3.Connection, source: SourceId, after: SampleId, limit: int
) -> tuple[Known, ...]:
    """Return at most `limit` samples of a source with ids above `after`, by id."""
    rows = connection.execute(
        f"{_KNOWN} WHERE sample.source = ? AND sample.id > ? ORDER BY sample.id LIMIT ?",
        (source, after, limit),
    ).fetchall()
    return tuple(map(_known, rows))


def folders_in(connection: sqlite3.Connection, source: SourceId, parts: Parts) -> list[int]:
    """Return the ids of the folders in these parts of a source."""
    folders = connection.execute("SELECT id, path FROM folder WHERE source = ?", (source,))
    return [one for one, path in folders if in_scope(parts, path)]


def known_in(connection: sqlite3.Connection, folders: Sequence[int]) -> tuple[Known, ...]:
    """Return the samples in these folders."""
    rows = connection.execute(
        f"{_KNOWN} WHERE folder.id IN (SELECT value FROM json_each(?))", (json.dumps(folders),)
    ).fetchall()
    return tuple(map(_known, rows))


def _known(row: _Row) -> Known:
    sample, folder, name, size, mtime_ns, missing, read, *identity = row[:-1]
    known = Known(
        SampleId(sample), folder, name, size, mtime_ns, bool(missing), bool(read), *identity
    )
    return replace(known, outdated=True) if row[-1] else known


_DUPLICATE = """
    SELECT sample.id, sample.source, root, path, name, token, mtime_ns, full_hash,
        size, middle, ctime_ns, sample.device, inode, content, missing, error, removed,
        frames, rate, channels
    FROM sample JOIN folder ON folder.id = sample.folder
        JOIN source ON source.id = folder.source
"""

_FORMER = """
    SELECT sample.id, sample.source, root, path, name, was.token, was.mtime_ns, was.full_hash,
        was.size, was.middle, NULL, was.device, was.inode, content, missing, error, removed,
        frames, rate, channels, was.number
    FROM former_content AS was JOIN sample ON sample.id = was.sample
        JOIN folder ON folder.id = sample.folder JOIN source ON source.id = folder.source
    WHERE was.token IN ({}) AND missing = 0 AND source.offline = 0
"""


def duplicates_by_token(
    connection: sqlite3.Connection, tokens: Iterable[bytes]
) -> tuple[DuplicateSample, ...]:
    """Return the samples with one of these tokens, in reachable sources.

    Includes samples of removed sources that have decisions, unless a file inherited them; and
    decided samples that had this content before another one took its place.
    """
    wanted = f"""{_DUPLICATE} WHERE token IN ({{}}) AND size > 0 AND iif(removed, {DECIDED}
        AND NOT EXISTS (SELECT 1 FROM heir WHERE heir.sample = sample.id), source.offline = 0)"""
    return tuple(
        _duplicate(row)
        for some in _batches(sorted(set(tokens)))
        for statement in (wanted, _FORMER)
        for row in connection.execute(statement.format(", ".join("?" * len(some))), some)
    )


def _batches(tokens: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (tokens[first : first + TOGETHER] for first in range(0, len(tokens), TOGETHER))


def stored_samples(
    connection: sqlite3.Connection, ids: Sequence[SampleId]
) -> tuple[DuplicateSample, ...]:
    """Return the stored state of these samples."""
    wanted = f"{_DUPLICATE} WHERE sample.id IN (SELECT value FROM json_each(?))"
    return tuple(_duplicate(row) for row in connection.execute(wanted, (json.dumps(ids),)))


def _duplicate(row: _Row) -> DuplicateSample:
    sample, source, root, folder, name, *facts = row
    path = samples.path_of(root, folder, name)
    return DuplicateSample(SampleId(sample), SourceId(source), folder, name, path, *facts)


def add_samples(
    connection: sqlite3.Connection, source: SourceId, files: Sequence[tuple[Entry, Content]]
) -> None:
    """Insert new samples; update those that another scan has inserted meanwhile."""
    folders = _folders(connection, source, (entry.folder for entry, _ in files))
    rows = [
        (source, *_place(folders[entry.folder], entry), *_facts(content))
        for entry, content in files
    ]
    single = len(rows) % AT_ONCE
    connection.executemany(_added(1), rows[:single])
    connection.executemany(
        _added(AT_ONCE),
        (
            tuple(chain.from_iterable(rows[first : first + AT_ONCE]))
            for first in range(single, len(rows), AT_ONCE)
        ),
    )


def _added(count: int) -> str:
    """Return the statement that inserts or updates so many samples."""
    row = f"({', '.join('?' * (5 + len(_COLUMNS)))})"
    return f"""
        INSERT INTO sample (source, folder, name, key, words, {", ".join(_COLUMNS)})
        VALUES {", ".join([row] * count)}
        ON CONFLICT (folder, name) DO UPDATE SET
            {", ".join(f"{one} = excluded.{one}" for one in _COLUMNS)}, {_AFRESH}
        """


def update_contents(
    connection: sqlite3.Connection,
    files: Sequence[tuple[SampleId, Content]],
    *,
    edited: bool = False,
) -> tuple[Sample, ...]:
    """Store changed contents of samples; return the samples.

    A trigger deletes data derived from the previous content. The content that was decided about is
    remembered, unless the new one is an edit of it: then the decisions are about both.
    """
    stored = stored_samples(connection, [one for one, _ in files])
    if not edited:
        _remember(connection, stored, dict(files))
    before = {one.sample: one.content for one in stored}
    connection.executemany(
        f"""
        UPDATE sample SET {", ".join(f"{one} = ?" for one in _COLUMNS)}, {_AFRESH} WHERE id = ?
        """,
        [(*_facts(content, before.get(sample, b"")), sample) for sample, content in files],
    )
    return samples.by_ids(connection, [sample for sample, _ in files])


def _remember(
    connection: sqlite3.Connection,
    stored: Sequence[DuplicateSample],
    now: Mapping[SampleId, Content],
) -> None:
    """Remember the replaced contents of decided samples, unless an earlier one is."""
    replaced = [
        one
        for one in stored
        if one.token
        and now[one.sample].token
        and (one.token, one.middle) != (now[one.sample].token, now[one.sample].middle)
    ]
    connection.executemany(
        f"""
        INSERT OR IGNORE INTO former_content
        SELECT id, token, middle, size, mtime_ns, full_hash, device, inode,
            (SELECT max(scanned) + 1 FROM source)
        FROM sample WHERE id = ? AND {DECIDED}
        """,
        [(one.sample,) for one in replaced],
    )
    connection.executemany(  # it is there again
        "DELETE FROM former_content WHERE sample = ? AND token = ? AND middle = ?",
        [(one.sample, now[one.sample].token, now[one.sample].middle) for one in replaced],
    )


def confirm_contents(
    connection: sqlite3.Connection, files: Sequence[tuple[SampleId, Content]], *, doubt: bool
) -> tuple[Sample, ...]:
    """Store that samples kept their content; return those with changed data.

    If frames, rate or channels are read differently than by an earlier version, the content gets a
    new name, which invalidates derived data.

    Args:
        connection: In a transaction.
        files: Content read of each sample.
        doubt: Only parts were read: the whole file must be hashed.
    """
    before = {one.sample: one for one in stored_samples(connection, [one for one, _ in files])}
    connection.executemany(
        """
        UPDATE sample SET mtime_ns = ?, ctime_ns = ?, device = ?, inode = ?, middle = ?, error = ?,
            missing = 0, doubt = max(doubt, ?), reader = ?
        WHERE id = ?
        """,
        [
            (
                *(content.mtime_ns, content.ctime_ns, content.device, content.inode),
                *(content.middle, content.error, doubt, READER, sample),
            )
            for sample, content in files
        ],
    )
    read = [(before[sample], content) for sample, content in files if sample in before]
    others = _retold(connection, read)
    others |= {was.sample for was, content in read if was.missing or was.error != content.error}
    return samples.by_ids(connection, sorted(others))


def _retold(
    connection: sqlite3.Connection, read: Sequence[tuple[DuplicateSample, Content]]
) -> set[SampleId]:
    """Store changed frames, rate and channels of samples; return their ids."""
    otherwise = [
        (was.sample, content.sound, distinct_key(was.content, was.content))
        for was, content in read
        if (was.frames, was.rate, was.channels)
        != (content.sound.frames, content.sound.rate, content.sound.channels)
    ]
    connection.executemany(
        "UPDATE sample SET frames = ?, rate = ?, channels = ?, length = ?, format = ?, content = ?,"
        " reader = ? WHERE id = ?",
        [(*_sound(sound), name, READER, sample) for sample, sound, name in otherwise],
    )
    return {sample for sample, _, _ in otherwise}


def store_identity(connection: sqlite3.Connection, seen: Sequence[tuple[SampleId, Entry]]) -> None:
    """Store the file identity of unchanged samples."""
    connection.executemany(
        "UPDATE sample SET ctime_ns = ?, device = ?, inode = ? WHERE id = ?",
        [(entry.ctime_ns, entry.device, entry.inode, sample) for sample, entry in seen],
    )


def renumber_devices(
    connection: sqlite3.Connection, source: SourceId, devices: Mapping[int, int]
) -> None:
    """Store new device numbers after a remount."""
    cases = " ".join("WHEN ? THEN ?" for _ in devices)
    connection.execute(
        f"UPDATE sample SET device = CASE device {cases} ELSE device END WHERE source = ?",
        (*(number for pair in devices.items() for number in pair), source),
    )
    connection.execute(
        f"UPDATE former_content SET device = CASE device {cases} ELSE device END"
        " WHERE sample IN (SELECT id FROM sample WHERE source = ?)",
        (*(number for pair in devices.items() for number in pair), source),
    )


def move_samples(connection: sqlite3.Connection, moves: Sequence[Move]) -> tuple[Sample, ...]:
    """Store new paths of samples, and return the samples.

    A sample that is no longer at its previous path (another scan moved it) is inserted as a new
    one. A sample of a removed source stays; the file is inserted as a new one with the same
    decisions.
    """
    kept = [move for move in moves if move.duplicate.removed]
    _add_all(connection, kept)
    for move in kept:
        decisions.copy_to_heir(
            connection, move.duplicate.sample, _at(connection, move.source, move.entry)
        )
    moves = [move for move in moves if not move.duplicate.removed]
    folders = {
        source: _folders(
            connection, source, (move.entry.folder for move in moves if move.source == source)
        )
        for source in {move.source for move in moves}
    }
    late = [move for move in moves if not _moved(connection, move, folders[move.source])]
    _add_all(connection, late)
    unmoved = {move.duplicate.sample for move in late}
    there = [move for move in moves if move.duplicate.sample not in unmoved]
    _retold(
        connection,
        [(move.duplicate, move.content) for move in there if not move.duplicate.former],
    )
    _revive(connection, [move for move in there if move.duplicate.former])
    return samples.by_ids(connection, [move.duplicate.sample for move in there])


def _revive(connection: sqlite3.Connection, moves: Sequence[Move]) -> None:
    """Give samples the content back that was found elsewhere."""
    update_contents(connection, [(move.duplicate.sample, move.content) for move in moves])
    connection.executemany(
        "DELETE FROM former_content WHERE sample = ?", [(move.duplicate.sample,) for move in moves]
    )


def exchange_paths(connection: sqlite3.Connection, moves: Sequence[Move]) -> tuple[Sample, ...]:
    """Store new paths of samples that take each other's paths; return the samples.

    Paths are unique, so all get a temporary name first, one that no file can have: it begins with
    0. Missing samples at the new paths are set aside.
    """
    aside = "UPDATE sample SET name = CAST(x'00' || id AS BLOB) WHERE id = ?"
    back = "UPDATE sample SET name = ? WHERE id = ? AND substr(name, 1, 1) = x'00'"
    waiting: list[Move] = []
    for one in moves:
        sample = one.duplicate.sample
        if _is_there(connection, one.duplicate):
            connection.execute(aside, (sample,))
            one = replace(one, duplicate=replace(one.duplicate, name=b"\0%d" % sample))  # noqa: PLW2901
        waiting.append(one)
    for one in moves:
        vacate_path(connection, (one.source, one.entry.path))
    moved = move_samples(connection, waiting)
    connection.executemany(back, [(one.duplicate.name, one.duplicate.sample) for one in moves])
    return moved


def _add_all(connection: sqlite3.Connection, moves: Sequence[Move]) -> None:
    """Insert moves that cannot be applied as new samples."""
    for source in {move.source for move in moves}:
        files = [(move.entry, move.content) for move in moves if move.source == source]
        add_samples(connection, source, files)


def _is_there(connection: sqlite3.Connection, duplicate: DuplicateSample) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM sample JOIN folder ON folder.id = sample.folder"
            " WHERE sample.id = ? AND sample.source = ? AND path = ? AND name = ?",
            (duplicate.sample, duplicate.source, duplicate.folder, duplicate.name),
        ).fetchone()
    )


def _moved(connection: sqlite3.Connection, move: Move, folders: Mapping[bytes, int]) -> bool:
    """Store the new path of a sample; return whether it was still at its previous one."""
    content, duplicate = move.content, move.duplicate
    middle = content.middle or duplicate.middle
    return bool(
        connection.execute(
            """
            UPDATE OR IGNORE sample SET source = ?, folder = ?, name = ?, key = ?, words = ?,
                mtime_ns = ?, error = ?, ctime_ns = ?, device = ?, inode = ?, middle = ?,
                missing = 0
            WHERE id = ? AND source = ? AND name = ?
                AND folder = (SELECT id FROM folder WHERE source = sample.source AND path = ?)
            """,
            (
                move.source,
                *_place(folders[move.entry.folder], move.entry),
                *(content.mtime_ns, content.error),
                *(content.ctime_ns, content.device, content.inode, middle),
                *(duplicate.sample, duplicate.source, duplicate.name, duplicate.folder),
            ),
        ).rowcount
    )


def _at(connection: sqlite3.Connection, source: SourceId, entry: Entry) -> SampleId:
    (found,) = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE folder.source = ? AND path = ? AND name = ?",
        (source, entry.folder, entry.name),
    ).fetchone()
    return SampleId(found)


def mark_missing(
    connection: sqlite3.Connection, source: SourceId, ids: Sequence[SampleId], *, missing: bool
) -> tuple[Sample, ...]:
    """Store whether these samples of a source are missing; return them."""
    connection.executemany(
        "UPDATE sample SET missing = ? WHERE id = ? AND source = ?",
        [(missing, sample, source) for sample in ids],
    )
    return samples.by_ids(connection, ids)


def hide_samples(
    connection: sqlite3.Connection, source: SourceId, folders: Sequence[bytes]
) -> tuple[Sample, ...]:
    """Hide samples at or below these folders from all lists, keeping their decisions.

    Returns those that were visible.
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


def store_links(
    connection: sqlite3.Connection,
    source: SourceId,
    parts: Parts,
    found: Collection[bytes],
    *,
    complete: bool,
) -> None:
    """Store the links to folders in the scanned parts of a source.

    Args:
        connection: In a transaction.
        source: That was scanned.
        parts: Its scanned folders.
        found: Paths of the links below its root.
        complete: There are no others in these parts.
    """
    stored = connection.execute("SELECT path FROM folder_link WHERE source = ?", (source,))
    known = {path for (path,) in stored}
    gone = [
        (source, path)
        for path in known - set(found)
        if complete and in_scope(parts, path.rpartition(b"/")[0])
    ]
    connection.executemany("DELETE FROM folder_link WHERE source = ? AND path = ?", gone)
    connection.executemany(
        "INSERT INTO folder_link VALUES (?, ?)", [(source, path) for path in set(found) - known]
    )


def note_whole_scan(connection: sqlite3.Connection, source: SourceId) -> None:
    """Store that a scan went through all of a source."""
    connection.execute(
        "UPDATE source SET scanned = (SELECT max(scanned) + 1 FROM source) WHERE id = ?", (source,)
    )


def delete_empty_folders(connection: sqlite3.Connection) -> None:
    """Delete folders without samples."""
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
    return folder, entry.name, file_key(entry.name), search_text(entry.path)


_COLUMNS = (
    *("size", "mtime_ns", "frames", "rate", "channels", "length", "format", "token", "error"),
    *("ctime_ns", "device", "inode", "middle", "content", "reader"),
)
_AFRESH = "full_hash = NULL, doubt = 0, missing = 0"


def _facts(content: Content, before: bytes = b"") -> tuple[object, ...]:
    """Return the column values of a content, in the order of `_COLUMNS`.

    Args:
        content: Content read from the file.
        before: Name of the previous content; the new one gets another.
    """
    name = distinct_key(before, content_key(content.token, content.middle, content.mtime_ns))
    return (
        *(content.size, content.mtime_ns, *_sound(content.sound), content.token, content.error),
        *(content.ctime_ns, content.device, content.inode, content.middle, name),
        READER,
    )


def _sound(sound: Sound) -> tuple[object, ...]:
    """Return frames, rate, channels, length and format, as stored."""
    length = sound.frames / sound.rate if sound.rate else 0.0
    return sound.frames, sound.rate, sound.channels, length, sound.format
