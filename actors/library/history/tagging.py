"""Steps of the kind `tag`: keep, reject, clear mark."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.history.samples_action import samples_action
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import SampleId
from models.library.action import Action, ActionKind
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind

Mark = tuple[SampleId, int, int]
"""A sample, its mark before, and after."""
_ACTIONS = {
    Tag.KEEP: ActionKind.KEEP,
    Tag.TRASH: ActionKind.REJECT,
    Tag.NEUTRAL: ActionKind.CLEAR_MARK,
}
_ALREADY = {
    Tag.KEEP: NoticeKind.ALREADY_KEPT,
    Tag.TRASH: NoticeKind.ALREADY_REJECTED,
    Tag.NEUTRAL: NoticeKind.NOT_MARKED,
}
_MARKS = Details("step_tag", ("sample",))


def mark(
    connection: sqlite3.Connection, samples: Sequence[SampleId], tag: Tag, *, exactly: bool = False
) -> library.StepDone | library.NothingDone:
    """Mark samples as one step; if all of them carry the opposite mark, clear it instead.

    `exactly` disables the latter.
    """
    rows: list[tuple[int, bytes, int]] = connection.execute(
        "SELECT id, name, tag FROM sample WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(samples),),
    ).fetchall()
    opposite = not exactly and tag is not Tag.NEUTRAL and all(before == -tag for *_, before in rows)
    after = Tag.NEUTRAL if opposite else tag
    changed = [(sample, file, before) for sample, file, before in rows if before != after]
    if not changed:
        return library.NothingDone(Notice(_ALREADY[after] if rows else NoticeKind.SAMPLES_GONE))
    marks = [(SampleId(sample), before, after) for sample, _, before in changed]
    return record_marks(
        connection, marks, samples_action(_ACTIONS[after], [one[1] for one in changed])
    )


def record_marks(
    connection: sqlite3.Connection, marks: Sequence[Mark], action: Action
) -> library.StepDone:
    """Set the mark of each sample, as one step.

    Args:
        connection: In a transaction.
        marks: At least one.
        action: What the step does.
    """
    return library.StepDone(
        Notice(NoticeKind.DONE, about=action), journal.make(connection, KIND, action, marks)
    )


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.TagsChanged | None:
    rows = _MARKS.rows(connection, step, side)
    connection.executemany(
        "UPDATE sample SET tag = ? WHERE id = ?", [(tag, sample) for sample, tag in rows]
    )
    return (
        library.TagsChanged({SampleId(sample): Tag(tag) for sample, tag in rows}) if rows else None
    )


KIND = Kind("tag", _put, (_MARKS,))
