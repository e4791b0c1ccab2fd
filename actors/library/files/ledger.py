"""Steps of the kind `files`: written first, carried out then, and after that in our tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.query import sources
from actors.library.query.scanning import THROWN_AWAY
from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.order import file_key, folder_key
from models.library.searching import searchable

KIND = "files"
Pair = tuple[bytes, bytes]
"""Absolute path before and after; an empty one before: a folder is made."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A step whose files are on their way."""

    step: int
    words: str
    pairs: tuple[Pair, ...]
    """In the order in which they move."""
    back: bool


def begin(connection: sqlite3.Connection, words: str, pairs: Sequence[Pair]) -> Underway:
    """Write down what will move."""
    step = journal.record(connection, KIND, words)
    connection.executemany(
        "INSERT INTO step_file VALUES (?, ?, ?, ?)",
        [(step, number, before, after) for number, (before, after) in enumerate(pairs)],
    )
    return _set_out(connection, step, back=False)


def again(connection: sqlite3.Connection, step: int, *, back: bool) -> Underway:
    """Write down that a step is taken back, or done again."""
    return _set_out(connection, step, back=back)


def underway(connection: sqlite3.Connection) -> Underway | None:
    """Return the step that was not completed, if there is one."""
    row = connection.execute("SELECT step, back FROM step_underway").fetchone()
    return _read(connection, row[0], back=bool(row[1])) if row else None


def complete(
    connection: sqlite3.Connection, done: Underway, moved: Sequence[Pair]
) -> frozenset[SourceId]:
    """Note where everything is now; return the sources that are others.

    Args:
        connection: In a transaction.
        done: The step.
        moved: Those of its pairs that moved.
    """
    touched: set[SourceId] = set()
    for before, after in set(done.pairs) - set(moved):  # what did not move is not taken back
        sides = (after, before) if done.back else (before, after)
        connection.execute(
            "DELETE FROM step_file WHERE step = ? AND before = ? AND after = ?",
            (done.step, *sides),
        )
    roots = {root.path: root.source for root in sources.roots(connection)}
    for before, after in moved:
        if before and after:
            touched |= _relocate(connection, roots, before, after)
        else:
            touched |= _made(connection, roots, before or after, there=bool(after))
    connection.execute("DELETE FROM step_underway")
    if moved:
        journal.turn(connection, journal.Step(done.step, KIND, done.words), undone=done.back)
    else:
        connection.execute("DELETE FROM step WHERE id = ?", (done.step,))
    return frozenset(touched)


def _set_out(connection: sqlite3.Connection, step: int, *, back: bool) -> Underway:
    connection.execute("INSERT INTO step_underway VALUES (?, ?)", (step, back))
    return _read(connection, step, back=back)


def _read(connection: sqlite3.Connection, step: int, *, back: bool) -> Underway:
    (words,) = connection.execute("SELECT words FROM step WHERE id = ?", (step,)).fetchone()
    rows: list[Pair] = connection.execute(
        "SELECT before, after FROM step_file WHERE step = ? ORDER BY number", (step,)
    ).fetchall()
    pairs = tuple((after, before) for before, after in reversed(rows)) if back else tuple(rows)
    return Underway(step, words, pairs, back)


def _made(
    connection: sqlite3.Connection, roots: dict[bytes, SourceId], path: bytes, *, there: bool
) -> set[SourceId]:
    """Let a folder be in the tree although it is empty, or no longer."""
    place = _place(roots, path)
    if place is None:
        return set()
    source, folder = place
    connection.execute(
        "INSERT INTO folder (source, path, key, made) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (source, path) DO UPDATE SET made = excluded.made",
        (source, folder, folder_key(folder), there),
    )
    return {source}


def _relocate(
    connection: sqlite3.Connection, roots: dict[bytes, SourceId], before: bytes, after: bytes
) -> set[SourceId]:
    """Let samples be where their files are now."""
    old, new = _place(roots, before), _place(roots, after)
    rows = _samples(connection, old, before)
    for sample, below in rows:
        target = os.path.join(after, below) if below else after
        place = _place(roots, target)
        if place is None:
            connection.execute("UPDATE sample SET missing = ? WHERE id = ?", (THROWN_AWAY, sample))
            continue
        source, path = place
        folder, _, name = path.rpartition(b"/")
        connection.execute(
            "INSERT OR IGNORE INTO folder (source, path, key) VALUES (?, ?, ?)",
            (source, folder, folder_key(folder)),
        )
        connection.execute(
            # A rename changes the time of the inode, which says nothing of the content here.
            "UPDATE OR IGNORE sample SET source = ?, name = ?, key = ?, words = ?, missing = 0,"
            " ctime_ns = iif(ctime_ns < 0, ctime_ns, NULL), device = NULL, inode = NULL,"
            " folder = (SELECT id FROM folder WHERE source = ? AND path = ?) WHERE id = ?",
            (source, name, file_key(name), searchable(path), source, folder, sample),
        )
    return {place[0] for place in (old, new) if place is not None}


def below(
    connection: sqlite3.Connection, source: SourceId, folder: bytes
) -> tuple[list[SampleId], list[bytes]]:
    """Return the samples in a folder of a source and below it, and their paths."""
    root = next(one.path for one in sources.roots(connection) if one.source == source)
    rows = _samples(connection, (source, folder), os.path.join(root, folder))
    return (
        [sample for sample, _ in rows],
        [os.path.join(root, folder, name) for _, name in rows],
    )


def _samples(
    connection: sqlite3.Connection, place: tuple[SourceId, bytes] | None, before: bytes
) -> list[tuple[SampleId, bytes]]:
    """Return the samples at or below a path, with what follows it in theirs."""
    if place is None:  # it comes out of the trash: those that were thrown away from there
        return _thrown(connection, before)
    source, path = place
    folder, _, name = path.rpartition(b"/")
    exact = connection.execute(
        "SELECT sample.id, x'' FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND path = ? AND name = ?",
        (source, folder, name),
    ).fetchall()
    if exact:
        return [(SampleId(sample), b"") for sample, _ in exact]
    rows = connection.execute(
        "SELECT sample.id, path, name FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND (path = ? OR (path > ? AND path < ?))",
        (source, path, path + b"/", path + b"0"),
    )
    skip = len(path) + 1 if path else 0
    return [
        (SampleId(sample), (inner + b"/" + name)[skip:] if inner else name)
        for sample, inner, name in rows
    ]


def _thrown(connection: sqlite3.Connection, trashed: bytes) -> list[tuple[SampleId, bytes]]:
    """Return the samples that went into the trash under that path."""
    row = connection.execute(
        "SELECT before FROM step_file WHERE after = ? ORDER BY step DESC LIMIT 1", (trashed,)
    ).fetchone()
    if row is None:
        return []
    roots = {root.path: root.source for root in sources.roots(connection)}
    place = _place(roots, row[0])
    return _samples(connection, place, row[0]) if place is not None else []


def _place(roots: dict[bytes, SourceId], path: bytes) -> tuple[SourceId, bytes] | None:
    """Return the source that holds a path, and the path below its root."""
    folder = path
    while folder != (folder := os.path.dirname(folder)):
        if folder in roots:
            return roots[folder], path[len(os.path.join(folder, b"")) :]
    return None


class Filed:
    """The kind of these steps; taking them back moves files, which is done by `filing`."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event:  # noqa: ARG002 - as `Kind` wants it
        """Say that it has to be asked for once more: a step before it was of nothing any more."""
        return library.TagsChanged({}, f"undo once more to take back: {step.words}")

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event:  # noqa: ARG002 - as `Kind` wants it
        """Say that it has to be asked for once more."""
        return library.TagsChanged({}, f"redo once more to do again: {step.words}")

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Keep all: files can be brought back whatever is forgotten."""
