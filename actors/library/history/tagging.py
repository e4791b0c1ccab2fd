"""Steps of the kind `tag`: keep, trash, neither."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from actors.library.history import journal
from actors.library.history.journal import Step
from actors.messages import library
from models.audio.units import SampleId
from models.library.file_name import name
from models.library.tag import Tag

KIND = "tag"
Mark = tuple[SampleId, int, int]
"""A sample, its tag before, and after."""
_DO = {Tag.KEEP: "keep {}", Tag.TRASH: "reject {}", Tag.NEUTRAL: "clear mark of {}"}
_DONE = {Tag.KEEP: "kept {}", Tag.TRASH: "rejected {}", Tag.NEUTRAL: "cleared mark of {}"}
_ALREADY = {Tag.KEEP: "already kept", Tag.TRASH: "already rejected", Tag.NEUTRAL: "not marked"}


def mark(
    connection: sqlite3.Connection, samples: Sequence[SampleId], tag: Tag, *, exactly: bool = False
) -> library.TagsChanged:
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
        return library.TagsChanged({}, _ALREADY[after] if rows else "nothing to mark")
    things = _things([file for _, file, _ in changed])
    marks = [(SampleId(sample), before, after) for sample, _, before in changed]
    return put(connection, marks, _DO[after].format(things), _DONE[after].format(things))


def put(
    connection: sqlite3.Connection, marks: Sequence[Mark], words: str, done: str
) -> library.TagsChanged:
    """Give each sample its mark, as one step.

    Args:
        connection: In a transaction.
        marks: One or more.
        words: What it does, to be read behind “Undo”.
        done: What was done.
    """
    step = journal.record(connection, KIND, words)
    connection.executemany(
        "INSERT INTO step_tag (step, sample, before, after) VALUES (?, ?, ?, ?)",
        [(step, *mark) for mark in marks],
    )
    return library.TagsChanged(_applied(connection, step, "after"), done)


def _things(files: Sequence[bytes]) -> str:
    return f"“{name(files[0])}”" if len(files) == 1 else f"{len(files)} samples"


_TAGS = {
    "before": "SELECT sample, before FROM step_tag WHERE step = ?",
    "after": "SELECT sample, after FROM step_tag WHERE step = ?",
}
"""What each sample of a step was marked with, and what with since."""


def _applied(connection: sqlite3.Connection, step: int, side: str) -> dict[SampleId, Tag]:
    """Give the samples of a step the tags of one side, `before` or `after`."""
    rows: list[tuple[int, int]] = connection.execute(_TAGS[side], (step,)).fetchall()
    connection.executemany(
        "UPDATE sample SET tag = ? WHERE id = ?", [(tag, sample) for sample, tag in rows]
    )
    return {SampleId(sample): Tag(tag) for sample, tag in rows}


class Tagging:
    """Takes marks back and makes them again."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Give every sample the tag it had before."""
        tags = _applied(connection, step.id, "before")
        if not tags:
            return None
        return library.TagsChanged(tags, f"undone: {step.words}", undone=True)

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Give every sample the tag again."""
        tags = _applied(connection, step.id, "after")
        return library.TagsChanged(tags, f"done again: {step.words}") if tags else None

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Drop the steps whose samples are all forgotten."""
        connection.execute(
            "DELETE FROM step WHERE kind = ?"
            " AND NOT EXISTS (SELECT 1 FROM step_tag WHERE step = step.id)",
            (KIND,),
        )
