"""Steps of the kind `files`: recorded, carried out, then stored in the tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from actors.library.collections import ledger as collections
from actors.library.errors import LibraryError
from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.query import areas, hot_places, lagging, protection, samples, sources, trashes
from actors.library.query.aside import (
    STAMP,
    THROWN_AWAY,
    Place,
    aside_folder,
    relocate_sample,
    vacate_path,
)
from models.audio.units import SampleId, SourceId
from models.library.action import Action
from models.library.sort_key import folder_key

KIND = Kind("files", None, slow=True)
Pair = tuple[bytes, bytes]
"""Absolute path before and after; an empty path before: a folder is created."""
Roots = Mapping[bytes, SourceId]
"""Sources by root."""


@dataclass(frozen=True, slots=True)
class PendingStep:
    """A step whose files are being moved."""

    step: int
    action: Action
    pairs: tuple[Pair, ...]
    """In the order of the moves."""
    back: bool
    stays: str = ""
    """A file that is not moved, and why; empty: all are."""


def begin(
    connection: sqlite3.Connection, action: Action, pairs: Sequence[Pair], into: bytes | None = None
) -> PendingStep:
    """Record the files to be moved.

    Args:
        connection: In a transaction.
        action: What the step does.
        pairs: Paths before and after.
        into: The trash folder, if it is one chosen by the user.

    Raises:
        LibraryError: A path is in a read-only source.
    """
    protection.check_writable(connection, [path for pair in pairs for path in pair])
    step = journal.record(connection, KIND.name, action)
    _rewrite(connection, step, pairs, back=False)
    if into is not None:
        trashes.remember_trash(connection, into)
    return _set_out(connection, step, back=False)


def pairs(connection: sqlite3.Connection, step: int) -> tuple[Pair, ...]:
    """Return the paths before and after of a step, in order."""
    rows: list[Pair] = connection.execute(
        "SELECT before, after FROM step_file WHERE step = ? ORDER BY number", (step,)
    ).fetchall()
    return tuple(rows)


def clip_paths(connection: sqlite3.Connection, step: int) -> tuple[bytes, ...]:
    """Return the current paths of the files that a step of the kind `clip` wrote, in order."""
    made = tuple(path for _, path in pairs(connection, step))
    rows = connection.execute(
        "SELECT sample FROM step_member WHERE step = ? ORDER BY place_after, sample", (step,)
    ).fetchall()
    if len(rows) != len(made):  # they belong to no collection
        return made
    ids = [SampleId(sample) for (sample,) in rows]
    now = {one.id: one.path for one in samples.by_ids(connection, ids) if not one.missing}
    return tuple(now.get(one, path) for one, path in zip(ids, made, strict=True))


def begin_undo(
    connection: sqlite3.Connection,
    step: int,
    pairs: Sequence[Pair],
    into: bytes | None = None,
    *,
    back: bool,
) -> PendingStep:
    """Record that a step is being undone or redone.

    Args:
        connection: In a transaction.
        step: Its id.
        pairs: Paths before and after, in the direction of the original step; they may have changed.
        into: The trash folder, if it is one chosen by the user.
        back: Undo; else redo.

    Raises:
        LibraryError: It is no longer in the journal, or a path is in a read-only source.
    """
    protection.check_writable(connection, [path for pair in pairs for path in pair])
    if connection.execute("SELECT 1 FROM step WHERE id = ?", (step,)).fetchone() is None:
        raise LibraryError(f"nothing to {'undo' if back else 'redo'}")
    if into is not None:
        trashes.remember_trash(connection, into)
    _rewrite(connection, step, pairs, back=False)
    return _set_out(connection, step, back=back)


def pending_step(connection: sqlite3.Connection) -> PendingStep | None:
    """Return the step that was not completed, if there is one."""
    row = connection.execute(
        "SELECT step, back FROM step_underway JOIN step ON step.id = step WHERE kind != 'edit'"
    ).fetchone()
    return _read(connection, row[0], back=bool(row[1])) if row else None


def complete(
    connection: sqlite3.Connection,
    done: PendingStep,
    moved: Sequence[Pair],
    lost: Collection[Pair] = (),
    whole: Collection[Pair] = (),
) -> frozenset[SourceId]:
    """Store the new paths; return the affected sources.

    Of a new step only the moved pairs are kept. When a step is undone or redone, pairs that could
    not be moved are kept for another attempt, unless they are lost.

    Args:
        connection: In a transaction.
        done: The step.
        moved: Pairs that were moved.
        lost: Pairs that are at neither path any more.
        whole: See `whole_folders`.
    """
    lagging.catch_up(connection, -1)
    touched: set[SourceId] = set()
    roots = {root.path: root.source for root in sources.source_roots(connection)}
    apart = trashes.known_trashes(connection) - roots.keys()
    with hot_places.following(connection, moved):
        for before, after in moved:
            if before and after:
                as_folder = (before, after) in whole
                pair = (before, after)
                touched |= _relocate(connection, roots, apart, pair, as_folder=as_folder)
            else:
                touched |= _made(connection, roots, before or after, there=bool(after))
    connection.execute("DELETE FROM step_underway")
    if moved or (lost and done.back):  # a clip deleted by others loses its membership too
        collections.put(connection, done.step, "before" if done.back else "after")
    _keep(connection, done, set(moved), set(lost))
    return frozenset(touched)


def _keep(
    connection: sqlite3.Connection, done: PendingStep, moved: set[Pair], lost: set[Pair]
) -> None:
    """Update the journal: what can be undone, and what redone."""
    step = journal.Step(done.step, KIND.name, done.action)
    (undone,) = connection.execute("SELECT undone FROM step WHERE id = ?", (step.id,)).fetchone()
    new = not done.back and not undone
    left = [] if new else [one for one in done.pairs if one not in moved and one not in lost]
    if moved:
        kept = [one for one in done.pairs if one in moved]
        _rewrite(connection, step.id, kept, back=done.back)
        journal.set_undone(connection, step, undone=done.back)
        if left:
            rest = journal.insert(connection, KIND.name, done.action, undone=bool(undone))
            _rewrite(connection, rest, left, back=done.back)
    elif left:
        _rewrite(connection, step.id, left, back=done.back)
    else:
        journal.drop(connection, step)
    journal.trim(connection)


def _rewrite(
    connection: sqlite3.Connection, step: int, pairs: Sequence[Pair], *, back: bool
) -> None:
    """Store the pairs of a step, given in the order and direction of the moves."""
    forth = [(after, before) for before, after in reversed(pairs)] if back else pairs
    connection.execute("DELETE FROM step_file WHERE step = ?", (step,))
    connection.executemany(
        "INSERT INTO step_file VALUES (?, ?, ?, ?)",
        [(step, number, before, after) for number, (before, after) in enumerate(forth)],
    )


def _set_out(connection: sqlite3.Connection, step: int, *, back: bool) -> PendingStep:
    connection.execute("INSERT INTO step_underway VALUES (?, ?)", (step, back))
    return _read(connection, step, back=back)


def _read(connection: sqlite3.Connection, step: int, *, back: bool) -> PendingStep:
    (stored,) = connection.execute("SELECT words FROM step WHERE id = ?", (step,)).fetchone()
    rows = pairs(connection, step)
    rows_ = tuple((after, before) for before, after in reversed(rows)) if back else rows
    return PendingStep(step, Action.decode(stored), rows_, back)


def _made(
    connection: sqlite3.Connection, roots: Roots, path: bytes, *, there: bool
) -> set[SourceId]:
    """Add an empty folder to the tree, or remove it."""
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
    connection: sqlite3.Connection,
    roots: Roots,
    apart: frozenset[bytes],
    pair: Pair,
    *,
    as_folder: bool,
) -> set[SourceId]:
    """Store the new paths of samples."""
    before, after = pair
    old, new = _place(roots, before), _place(roots, after)
    if (
        old is not None
        and new is not None
        and as_folder
        and areas.move_folder(connection, old, new)
    ):
        _relocate_links(connection, old, new)
        return {old[0], new[0]}
    if trashes.is_in_trash(apart, before):  # samples deleted from there
        rows = _thrown(connection, roots, before) or _samples(connection, old)
    else:
        rows = _samples(connection, old) or _thrown(connection, roots, before)
    for sample, below in rows:
        target = os.path.join(after, below) if below else after
        place = _place(roots, target)
        if place is None or trashes.is_in_trash(apart, target):
            connection.execute("UPDATE sample SET missing = ? WHERE id = ?", (THROWN_AWAY, sample))
        elif os.path.lexists(target):  # else it was deleted before its folder
            vacate_path(connection, place)
            relocate_sample(connection, sample, place)
            connection.execute(
                # A rename changes the ctime, but not the content.
                "UPDATE sample SET missing = 0, device = NULL, inode = NULL,"
                " ctime_ns = iif(ctime_ns < 0, ctime_ns, NULL) WHERE id = ?",
                (sample,),
            )
    if old is not None:
        _relocate_links(connection, old, new)
    return {place[0] for place in (old, new) if place is not None}


def whole_folders(connection: sqlite3.Connection, moved: Sequence[Pair]) -> frozenset[Pair]:
    """Return the folders that were moved within a drive, and from which no sample was deleted.

    It is to be called ahead of `complete`: others wait for that, and this reads all their samples.
    """
    roots = {root.path: root.source for root in sources.source_roots(connection)}
    apart = trashes.known_trashes(connection) - roots.keys()
    found = set[Pair]()
    for pair in moved:
        old = _place(roots, pair[0])
        if not all(pair) or old is None or not _is_whole(apart, pair):
            continue
        if not areas.keeps_deleted(connection, old):
            found.add(pair)
    return frozenset(found)


def _is_whole(apart: frozenset[bytes], pair: Pair) -> bool:
    """Return whether a folder was moved within a drive, so that its files are as they were."""
    before, after = pair
    if trashes.is_in_trash(apart, before) or trashes.is_in_trash(apart, after):
        return False
    try:
        left = os.stat(os.path.dirname(before)).st_dev
        return os.path.isdir(after) and os.stat(after).st_dev == left
    except OSError:
        return False


def _relocate_links(connection: sqlite3.Connection, old: Place, new: Place | None) -> None:
    """Store the new paths of links to folders; of those that left all sources none is kept."""
    source, top = old
    rows = connection.execute(
        "DELETE FROM folder_link WHERE source = ? AND (path = ? OR (path > ? AND path < ?))"
        " RETURNING path",
        (source, top, top + b"/", top + b"0"),
    ).fetchall()
    if new is not None:
        connection.executemany(
            "INSERT OR REPLACE INTO folder_link VALUES (?, ?)",
            [(new[0], new[1] + path[len(top) :]) for (path,) in rows],
        )


def samples_at(connection: sqlite3.Connection, paths: Sequence[bytes]) -> list[SampleId]:
    """Return the samples at or below absolute paths."""
    roots = {root.path: root.source for root in sources.source_roots(connection)}
    return [sample for path in paths for sample, _ in _samples(connection, _place(roots, path))]


def samples_below(
    connection: sqlite3.Connection, source: SourceId, folder: bytes
) -> tuple[list[SampleId], list[bytes]]:
    """Return the samples in a folder of a source, recursively, and their paths."""
    root = next(one.path for one in sources.source_roots(connection) if one.source == source)
    rows = _samples(connection, (source, folder))
    return (
        [sample for sample, _ in rows],
        [os.path.join(root, folder, name) for _, name in rows],
    )


def _samples(
    connection: sqlite3.Connection, place: Place | None, *, thrown: bool = False
) -> list[tuple[SampleId, bytes]]:
    """Return the samples at or below a path, with their paths relative to it.

    Args:
        connection: In a transaction.
        place: Source and path; `None`: outside all sources.
        thrown: Samples that were deleted from there, rather than those that exist.
    """
    if place is None:
        return []
    source, path = place
    folder, _, name = path.rpartition(b"/")
    exact = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND (missing & 3 = ?) = ?"
        " AND (path = ? AND name = ? OR path = ? AND substr(name, ?) = ?)"
        " ORDER BY path = ? DESC, name DESC LIMIT 1",
        (
            *(source, THROWN_AWAY, thrown, folder, name),
            *(aside_folder(folder), STAMP + 1, name, folder),
        ),
    ).fetchone()
    if exact:
        return [(SampleId(exact[0]), b"")]
    found: dict[bytes, SampleId] = {}
    for top in (path, aside_folder(path)) if thrown else (path,):
        rows = connection.execute(
            "SELECT sample.id, path, name FROM sample JOIN folder ON folder.id = sample.folder"
            " WHERE sample.source = ? AND (missing & 3 = ?) = ?"
            " AND (path = ? OR (path > ? AND path < ?)) ORDER BY name DESC",
            (source, THROWN_AWAY, thrown, top, top + b"/", top + b"0"),
        )
        skip = len(top) + 1 if top else 0
        for sample, inner, called in rows:
            own = called if top == path else called[STAMP:]
            below = (inner + b"/" + own)[skip:] if inner else own
            found.setdefault(below, SampleId(sample))  # the one deleted last
    return [(sample, below) for below, sample in found.items()]


def _thrown(
    connection: sqlite3.Connection, roots: Roots, trashed: bytes
) -> list[tuple[SampleId, bytes]]:
    """Return the samples that left all sources for that path."""
    row = connection.execute(
        "SELECT step, before FROM step_file WHERE after = ?"
        " UNION ALL SELECT step, after FROM step_file WHERE before = ?"  # undone clips
        " ORDER BY step DESC LIMIT 1",
        (trashed, trashed),
    ).fetchone()
    return _samples(connection, _place(roots, row[1]), thrown=True) if row else []


def _place(roots: Roots, path: bytes) -> Place | None:
    """Return the source that contains a path, and the path relative to its root."""
    folder = path
    while folder != (folder := os.path.dirname(folder)):
        if folder in roots:
            return roots[folder], path[len(os.path.join(folder, b"")) :]
    return None
