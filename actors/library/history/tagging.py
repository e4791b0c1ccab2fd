"""Steps of the kind `tag`: keep, reject, neither."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import SampleId
from models.library.file_name import name
from models.library.tag import Tag

Mark = tuple[SampleId, int, int]
"""A sample, its tag before, and after."""
_DO = {Tag.KEEP: "keep {}", Tag.TRASH: "reject {}", Tag.NEUTRAL: "clear mark of {}"}
_DONE = {Tag.KEEP: "kept {}", Tag.TRASH: "rejected {}", Tag.NEUTRAL: "cleared mark of {}"}
_ALREADY = {Tag.KEEP: "already kept", Tag.TRASH: "already rejected", Tag.NEUTRAL: "not marked"}
_MARKS = Details("step_tag", ("sample",))


def mark(
    connection: sqlite3.Connection, samples: Sequence[SampleId], tag: Tag, *, exactly: bool = False
) -> library.StepDone | library.NothingDone:
    """Tag samples as one step; if all of them carry the opposite mark, take that away instead.

    Unless it shall be exactly this tag.
    """
    rows: list[tuple[int, bytes, int]] = connection.execute(
        "SELECT id, name, tag FROM sample WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(samples),),
    ).fetchall()
    opposite = not exactly and tag is not Tag.NEUTRAL and all(before == -tag for *_, before in rows)
    after = Tag.NEUTRAL if opposite else tag
    changed = [(sample, file, before) for sample, file, before in rows if before != after]
    if not changed:
        return library.NothingDone(_ALREADY[after] if rows else "nothing to mark")
    things = _things([file for _, file, _ in changed])
    marks = [(SampleId(sample), before, after) for sample, _, before in changed]
    return put(connection, marks, _DO[after].format(things), _DONE[after].format(things))


def put(
    connection: sqlite3.Connection, marks: Sequence[Mark], words: str, done: str
) -> library.StepDone:
    """Give each sample its mark, as one step.

    Args:
        connection: In a transaction.
        marks: One or more.
        words: What it does, to be read behind “Undo”.
        done: What was done.
    """
    return library.StepDone(done, journal.make(connection, KIND, words, marks))


def _things(files: Sequence[bytes]) -> str:
    return f"“{name(files[0])}”" if len(files) == 1 else f"{len(files)} samples"


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.TagsChanged | None:
    rows = _MARKS.rows(connection, step, side)
    connection.executemany(
        "UPDATE sample SET tag = ? WHERE id = ?", [(tag, sample) for sample, tag in rows]
    )
    return (
        library.TagsChanged({SampleId(sample): Tag(tag) for sample, tag in rows}) if rows else None
    )


KIND = Kind("tag", _put, (_MARKS,))
