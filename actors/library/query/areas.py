"""Sources and the parts of the file system they cover.

Sources in the library never overlap, so each file has one row: a folder around sources absorbs
them, a folder inside a source is part of it. A removed source stays, hidden; a source added later
for its folder, or one around or inside it, takes over its samples.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from actors.library.query import decisions, hot_places, lagging, stale_words
from actors.library.query.aside import THROWN_AWAY, Place
from models.audio.units import SampleId, SourceId
from models.library.path_prefix import relative_path
from models.library.sort_key import folder_key

_BELOW = "source = ? AND (path = ? OR (path > ? AND path < ?))"
"""SQL condition: at or below a path of a source."""


@dataclass(frozen=True, slots=True)
class Held:
    """Location of a folder in the library."""

    source: SourceId
    root: bytes
    """Root of the source."""
    folder: bytes = b""
    """Path below the root; empty: the root itself."""


@dataclass(frozen=True, slots=True)
class Area:
    """Area covered by a source."""

    source: SourceId
    root: bytes
    removed: bool


@dataclass(frozen=True, slots=True)
class _Move:
    folder: int
    path: bytes
    """Path below the root of the target source."""


def all_areas(connection: sqlite3.Connection) -> tuple[Area, ...]:
    """Return all sources, removed ones included, oldest first."""
    rows = connection.execute(
        f"SELECT id, root, removed FROM source WHERE NOT {lagging.RETIRED} ORDER BY id"
    )
    return tuple(Area(SourceId(one), root, bool(removed)) for one, root, removed in rows)


def holder(connection: sqlite3.Connection, path: bytes) -> Area | None:
    """Return the source in the library that contains a folder."""
    live = (area for area in all_areas(connection) if not area.removed)
    return next((area for area in live if relative_path(path, area.root) is not None), None)


def add_folder(connection: sqlite3.Connection, path: bytes) -> Held:
    """Add a folder to the library: as a source, or as part of an existing one.

    Of the sources it absorbs, the oldest id stays.

    Args:
        connection: In a transaction.
        path: Absolute path without symlinks.
    """
    if (area := holder(connection, path)) is not None:
        return Held(area.source, area.root, relative_path(path, area.root) or b"")
    lagging.catch_up(connection, -1)
    within = areas_inside(connection, path)
    listed = [area for area in within if not area.removed or area.root == path]
    kept = min(listed, key=lambda area: area.source, default=None) or _added(connection, path)
    with hot_places.following(connection):
        _move(connection, kept.source, _prefixed(connection, kept, path))
        _gather(connection, kept.source, path)
    _follow(connection)
    return Held(kept.source, path)


def merged_by(connection: sqlite3.Connection, path: bytes) -> tuple[bytes, ...]:
    """Return the roots of the sources that adding a folder merges, in ascending order of id."""
    if holder(connection, path) is not None:
        return ()
    return tuple(area.root for area in areas_inside(connection, path) if not area.removed)


def relocate_source(connection: sqlite3.Connection, source: SourceId, path: bytes) -> Held:
    """Move a source to another folder, with all data of its samples.

    Args:
        connection: In a transaction.
        source: In the library.
        path: Absolute path without symlinks.
    """
    lagging.catch_up(connection, -1)
    (root,) = connection.execute("SELECT root FROM source WHERE id = ?", (source,)).fetchone()
    with hot_places.following(connection, [(root, path)]):
        return _relocate(connection, source, path)


def _relocate(connection: sqlite3.Connection, source: SourceId, path: bytes) -> Held:
    area = holder(connection, path)
    if area is None or area.source == source:
        _gather(connection, source, path)
        _follow(connection)
        return Held(source, path)
    held = Held(area.source, area.root, relative_path(path, area.root) or b"")
    moves = [
        _Move(folder, os.path.join(held.folder, inner) if inner else held.folder)
        for folder, inner in _folders(connection, source)
    ]
    _move(connection, area.source, moves)
    lagging.retire(connection, source)
    _follow(connection)
    return held


def remove_source(connection: sqlite3.Connection, source: SourceId) -> None:
    """Remove a source from the library; keep its data, hidden."""
    lagging.catch_up(connection, -1)
    connection.execute("UPDATE source SET removed = 1 WHERE id = ?", (source,))
    lagging.lag_all(connection, source)
    _follow(connection)


def narrow_source(connection: sqlite3.Connection, area: Area, path: bytes) -> None:
    """Narrow a source to a folder inside it; data of the rest is kept, hidden.

    Args:
        connection: In a transaction.
        area: In the library.
        path: Absolute path below the root.
    """
    lagging.catch_up(connection, -1)
    staying = {move.folder for move in _parts(connection, area, path)}
    with hot_places.following(connection):
        connection.execute("UPDATE source SET root = ? WHERE id = ?", (path, area.source))
        (rest,) = connection.execute(
            "INSERT INTO source (root, removed) VALUES (?, 1) RETURNING id", (area.root,)
        ).fetchone()
        outside = [
            _Move(folder, inner)
            for folder, inner in _folders(connection, area.source)
            if folder not in staying
        ]
        _move(connection, SourceId(rest), outside)
        _move(connection, area.source, _parts(connection, area, path))
        _drop_empty(connection, SourceId(rest))
    _follow(connection)


def divide_source(connection: sqlite3.Connection, area: Area, roots: Sequence[bytes]) -> None:
    """Divide a source into folders inside it, as before they were merged; the rest is hidden.

    All of them are read-only if the source is: rather too much is protected than too little.

    Args:
        connection: In a transaction.
        area: In the library.
        roots: Absolute paths below its root, none inside another; the first keeps the id.
    """
    first, *others = roots
    narrow_source(connection, area, first)
    for root in others:
        held = add_folder(connection, root)
        connection.execute(
            "UPDATE source SET read_only = (SELECT read_only FROM source WHERE id = ?)"
            " WHERE id = ?",
            (area.source, held.source),
        )


def move_folder(connection: sqlite3.Connection, old: Place, new: Place) -> bool:
    """Store the new paths of a folder and all in it; the samples follow.

    Args:
        connection: In a transaction.
        old: Source and path of the folder, from which no sample was deleted; see `keeps_deleted`.
        new: Where it is now.

    Returns:
        Whether it could be done so: only if nothing is to be merged.
    """
    (source, top), (target, path) = old, new
    folders = connection.execute(
        f"SELECT id, path FROM folder WHERE {_BELOW}", (source, top, top + b"/", top + b"0")
    ).fetchall()
    taken = connection.execute(
        f"SELECT 1 FROM folder WHERE {_BELOW}", (target, path, path + b"/", path + b"0")
    ).fetchone()
    if not folders or taken is not None:
        return False
    moved = [(folder, inner, path + inner[len(top) :]) for folder, inner in folders]
    connection.executemany(
        "UPDATE folder SET source = ?, path = ?, key = ? WHERE id = ?",
        [(target, inner, folder_key(inner), folder) for folder, _, inner in moved],
    )
    lagging.lag_folders(connection, [(folder, old != inner) for folder, old, inner in moved])
    _follow(connection)
    return True


def keeps_deleted(connection: sqlite3.Connection, place: Place) -> bool:
    """Return whether samples were deleted from a folder: these stay where they were.

    It reads all samples of the folder: to be called ahead of a transaction that others wait for.
    """
    source, top = place
    found = connection.execute(
        f"SELECT 1 FROM folder JOIN sample ON sample.folder = folder.id"
        f" WHERE {_BELOW.replace('source', 'folder.source')} AND missing & 3 = ? LIMIT 1",
        (source, top, top + b"/", top + b"0", THROWN_AWAY),
    ).fetchone()
    return found is not None


def _follow(connection: sqlite3.Connection) -> None:
    """Let samples follow: all of them at once, if they are few."""
    if not lagging.catch_up(connection):
        stale_words.refresh_words(connection)


def _gather(connection: sqlite3.Connection, source: SourceId, path: bytes) -> None:
    """Set the root of a source and absorb sources below it."""
    merged = [area for area in areas_inside(connection, path) if area.source != source]
    for area in merged:
        # What was protected stays protected: rather too much than too little.
        connection.execute(
            "UPDATE source SET read_only = 1 WHERE id = ?"
            " AND (SELECT read_only AND NOT removed FROM source WHERE id = ?)",
            (source, area.source),
        )
        _move(connection, source, _prefixed(connection, area, path))
        lagging.retire(connection, area.source)
    if any(area.source == source and area.removed for area in all_areas(connection)):
        lagging.lag_all(connection, source)
    connection.execute(
        "UPDATE source SET root = ?, removed = 0, device = NULL, offline = 0 WHERE id = ?",
        (path, source),
    )
    for area in all_areas(connection):
        if area.removed and relative_path(path, area.root) is not None:
            _move(connection, source, _parts(connection, area, path))
            _drop_empty(connection, area.source)


def _added(connection: sqlite3.Connection, path: bytes) -> Area:
    (found,) = connection.execute(
        "INSERT INTO source (root) VALUES (?) RETURNING id", (path,)
    ).fetchone()
    return Area(SourceId(found), path, removed=False)


def areas_inside(connection: sqlite3.Connection, path: bytes) -> list[Area]:
    """Return the sources at or below a folder, removed ones included."""
    return [area for area in all_areas(connection) if relative_path(area.root, path) is not None]


def _folders(connection: sqlite3.Connection, source: SourceId) -> list[tuple[int, bytes]]:
    return connection.execute(
        "SELECT id, path FROM folder WHERE source = ? ORDER BY path", (source,)
    ).fetchall()


def _prefixed(connection: sqlite3.Connection, area: Area, root: bytes) -> list[_Move]:
    """Return new paths of an area's folders below an outer root; deepest first."""
    prefix = relative_path(area.root, root) or b""
    return [
        _Move(folder, os.path.join(prefix, path) if path else prefix)
        for folder, path in reversed(_folders(connection, area.source))
    ]


def _parts(connection: sqlite3.Connection, area: Area, root: bytes) -> list[_Move]:
    """Return new paths of an area's folders below an inner root."""
    found = [
        (folder, relative_path(os.path.join(area.root, path) if path else area.root, root))
        for folder, path in _folders(connection, area.source)
    ]
    return [_Move(folder, inner) for folder, inner in found if inner is not None]


def _move(connection: sqlite3.Connection, source: SourceId, moves: list[_Move]) -> None:
    """Move folders to a source; merge them with existing folders of the same path."""
    for move in moves:
        (old,) = connection.execute(
            "SELECT path FROM folder WHERE id = ?", (move.folder,)
        ).fetchone()
        found = connection.execute(
            "SELECT id FROM folder WHERE source = ? AND path = ?", (source, move.path)
        ).fetchone()
        if found is None:
            connection.execute(
                "UPDATE folder SET source = ?, path = ?, key = ? WHERE id = ?",
                (source, move.path, folder_key(move.path), move.folder),
            )
        elif found[0] != move.folder:
            _unite(connection, move.folder, found[0])
        else:
            continue
        folder = move.folder if found is None else found[0]
        lagging.lag(connection, folder, renamed=old != move.path)


def _unite(connection: sqlite3.Connection, folder: int, kept: int) -> None:
    """Move the samples of a folder into another; merge those of equal names."""
    rows = connection.execute("SELECT id, name FROM sample WHERE folder = ?", (folder,)).fetchall()
    there = dict(
        connection.execute("SELECT name, id FROM sample WHERE folder = ?", (kept,)).fetchall()
    )
    for sample, name in rows:
        if name in there:
            decisions.merge_rows(connection, SampleId(there[name]), SampleId(sample))
        else:
            connection.execute("UPDATE sample SET folder = ? WHERE id = ?", (kept, sample))
    connection.execute(
        "UPDATE folder SET made = max(made, (SELECT made FROM folder WHERE id = ?)) WHERE id = ?",
        (folder, kept),
    )
    connection.execute("DELETE FROM folder WHERE id = ?", (folder,))


def _drop_empty(connection: sqlite3.Connection, source: SourceId) -> None:
    """Take a source away that has no samples."""
    inside = "SELECT 1 FROM sample JOIN folder ON folder.id = folder WHERE folder.source = ?"
    if connection.execute(f"{inside} LIMIT 1", (source,)).fetchone() is None:
        lagging.retire(connection, source)
