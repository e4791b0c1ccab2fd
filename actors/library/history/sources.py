"""Steps of the kind `sources`: removed, narrowed and widened sources."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass

from actors.library.errors import LibraryError
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.history.kind import Kind
from actors.library.query import areas
from actors.library.query.areas import Area, Held
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import SourceId
from models.library.action import Action, ActionKind
from models.library.file_name import display_name
from models.library.path_prefix import relative_path
from models.state.notice import Notice, NoticeKind

_FOLDERS = Details("step_source", ())
_BETWEEN = b"\0"
"""Separates the roots of several sources: no path contains it."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Change of the roots of all sources; `None`: it cannot be done to these."""

    before: tuple[bytes, ...]
    """Roots: of the source that is removed or narrowed, or of those that are merged."""
    after: bytes
    """Root of the narrowed or the merged source; empty: it is removed."""

    @property
    def widens(self) -> bool:
        """Whether sources are merged into one around them."""
        return bool(self.after) and relative_path(self.before[0], self.after) is not None

    def undone(self, roots: frozenset[bytes]) -> frozenset[bytes] | None:
        """Return the roots without the step."""
        if self.widens:
            return (roots - {self.after}) | {*self.before} if self.after in roots else None
        (root,) = self.before
        if any(relative_path(root, one) is not None for one in roots):
            return None
        return frozenset(one for one in roots if relative_path(one, root) is None) | {root}

    def redone(self, roots: frozenset[bytes]) -> frozenset[bytes] | None:
        """Return the roots with the step."""
        there = roots.issuperset(self.before)
        return roots - {*self.before} | {self.after} - {b""} if there else None


def remove(connection: sqlite3.Connection, source: SourceId) -> library.StepDone:
    """Remove a source from the library; its data is kept in case it is added again."""
    area = _known(connection, source)
    sides = [(area.root, b"")]
    action = Action(ActionKind.REMOVE_SOURCE, display_name(area.root))
    changed = journal.make(connection, KIND, action, sides)
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


def narrow(connection: sqlite3.Connection, source: SourceId, folder: bytes) -> library.StepDone:
    """Reduce a source to a folder inside it; data about the rest is kept.

    Raises:
        LibraryError: It has no such folder.
    """
    area = _known(connection, source)
    path = os.path.join(area.root, folder)
    there = connection.execute(
        "SELECT 1 FROM folder WHERE source = ? AND (path = ? OR (path > ? AND path < ?))",
        (source, folder, folder + b"/", folder + b"0"),
    ).fetchone()
    if not folder or there is None:
        raise LibraryError(
            f"“{display_name(path)}” is not a folder inside of “{display_name(area.root)}”"
        )
    action = Action(ActionKind.NARROW_SOURCE, display_name(area.root), to=display_name(path))
    changed = journal.make(connection, KIND, action, [(area.root, path)])
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


@dataclass(frozen=True, slots=True)
class Added:
    """A folder that was added to the library."""

    held: Held
    merged: tuple[bytes, ...] = ()
    """Roots of the sources inside it that became part of it."""
    step: library.StepDone | None = None
    """The step, if any were merged."""


def add(connection: sqlite3.Connection, path: bytes) -> Added:
    """Add a folder, as a source or as part of one; if it merges sources, as a step."""
    merged = areas.merged_by(connection, path)
    if not merged:
        return Added(areas.add_folder(connection, path))
    name = display_name(merged[0]) if len(merged) == 1 else ""
    action = Action(ActionKind.WIDEN_SOURCE, name, len(merged), to=display_name(path))
    changed = journal.make(connection, KIND, action, [(_BETWEEN.join(merged), path)])
    done = library.StepDone(Notice(NoticeKind.DONE, about=action), changed)
    return Added(areas.add_folder(connection, path), merged, done)


def step_root(connection: sqlite3.Connection, step: Step) -> bytes:
    """Return the outermost folder that a step is about."""
    wanted = _stored(connection, step.id)
    return wanted.after if wanted.widens else wanted.before[0]


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.SourcesChanged | None:
    """Apply a side of a step; void where the sources are others by now."""
    wanted = _stored(connection, step)
    there = _live_roots(connection)
    if (wanted.undone(there) if side == "before" else wanted.redone(there)) is None:
        return None
    if side == "before":
        if wanted.widens and (area := areas.holder(connection, wanted.after)) is not None:
            areas.divide_source(connection, area, wanted.before)
        else:
            areas.add_folder(connection, wanted.before[0])
    elif wanted.widens:
        areas.add_folder(connection, wanted.after)
    elif (area := areas.holder(connection, wanted.before[0])) is not None:
        if wanted.after:
            areas.narrow_source(connection, area, wanted.after)
        else:
            areas.remove_source(connection, area.source)
    return library.SourcesChanged()


def sweep(connection: sqlite3.Connection) -> None:
    """Delete steps that could not be undone: newest first, as each depends on the later ones."""
    steps = connection.execute(
        "SELECT step, before, after FROM step_source JOIN step ON step.id = step"
        " WHERE NOT undone ORDER BY step DESC"
    ).fetchall()
    there = _live_roots(connection)
    for step, before, after in steps:
        earlier = _Change(tuple(before.split(_BETWEEN)), after).undone(there)
        if earlier is None:
            connection.execute("DELETE FROM step WHERE id = ?", (step,))
        else:
            there = earlier


def _live_roots(connection: sqlite3.Connection) -> frozenset[bytes]:
    return frozenset(area.root for area in areas.all_areas(connection) if not area.removed)


def _known(connection: sqlite3.Connection, source: SourceId) -> Area:
    for area in areas.all_areas(connection):
        if area.source == source and not area.removed:
            return area
    raise LibraryError("that source is not in the library any more")


def _stored(connection: sqlite3.Connection, step: int) -> _Change:
    ((before,),) = _FOLDERS.rows(connection, step, "before")
    ((after,),) = _FOLDERS.rows(connection, step, "after")
    return _Change(tuple(before.split(_BETWEEN)), after)


KIND = Kind("sources", _put, (_FOLDERS,), slow=True, sweep=sweep)
