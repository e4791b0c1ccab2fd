"""Steps of the kind `sources`: removed and narrowed sources."""

from __future__ import annotations

import os
import sqlite3

from actors.library.errors import LibraryError
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.history.kind import Kind
from actors.library.query import areas
from actors.library.query.areas import Area
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import SourceId
from models.library.action import Action, ActionKind
from models.library.file_name import display_name
from models.state.notice import Notice, NoticeKind

_FOLDERS = Details("step_source", ())


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


def step_root(connection: sqlite3.Connection, step: Step) -> bytes:
    """Return the folder that a step is about."""
    return _folders(connection, step.id)[0]


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.SourcesChanged | None:
    before, after = _folders(connection, step)
    area = areas.holder(connection, before)
    if side == "before":
        if area is not None:
            return None
        areas.add_folder(connection, before)
    elif area is None or area.root != before:
        return None
    elif after:
        areas.narrow_source(connection, area, after)
    else:
        areas.remove_source(connection, area.source)
    return library.SourcesChanged()


def sweep(connection: sqlite3.Connection) -> None:
    """Delete steps whose folders are in the library again."""
    steps = connection.execute(
        "SELECT step, before FROM step_source JOIN step ON step.id = step WHERE NOT undone"
    ).fetchall()
    void = [(step,) for step, before in steps if areas.holder(connection, before) is not None]
    connection.executemany("DELETE FROM step WHERE id = ?", void)


def _known(connection: sqlite3.Connection, source: SourceId) -> Area:
    for area in areas.all_areas(connection):
        if area.source == source and not area.removed:
            return area
    raise LibraryError("that source is not in the library any more")


def _folders(connection: sqlite3.Connection, step: int) -> tuple[bytes, bytes]:
    """Return the root before and after a step; empty: removed."""
    ((before,),) = _FOLDERS.rows(connection, step, "before")
    ((after,),) = _FOLDERS.rows(connection, step, "after")
    return before, after


KIND = Kind("sources", _put, (_FOLDERS,), slow=True, sweep=sweep)
