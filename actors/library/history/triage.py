"""Steps of the kind `triage`: marks so far teach nothing any more."""

from __future__ import annotations

import sqlite3

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.query import marks
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import CollectionId, SourceId
from models.library.action import Action, ActionKind
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind

_PAST = Details("step_triage", ("sample",))


def reset(
    connection: sqlite3.Connection, source: SourceId | None, collection: CollectionId | None
) -> library.StepDone | library.NothingDone:
    """Let the marks of a source or collection teach nothing any more; `None`: of all."""
    decided = marks.decided(connection, source, collection)
    teaching = [*decided.kept.array.tolist(), *decided.rejected.array.tolist()]
    if not teaching:
        return library.NothingDone(Notice(NoticeKind.NO_MARK_TEACHES))
    action = Action(ActionKind.RESET_TRIAGE, count=len(teaching))
    changed = journal.make(connection, KIND, action, [(one, 0, 1) for one in teaching])
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.TriageReset | None:
    rows = _PAST.rows(connection, step, side)
    if side == "before":
        connection.executemany(
            "DELETE FROM triage_past WHERE sample = ?", [(sample,) for sample, _ in rows]
        )
    else:  # what has no mark any more teaches nothing anyway, and its next mark does
        connection.executemany(
            "INSERT OR IGNORE INTO triage_past SELECT id FROM sample WHERE id = ? AND tag != ?",
            [(sample, Tag.NEUTRAL.value) for sample, _ in rows],
        )
    return library.TriageReset() if rows else None


KIND = Kind("triage", _put, (_PAST,))
