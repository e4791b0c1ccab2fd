"""Steps of the kind `type`: what a person says that samples are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.query import samples
from actors.messages import library
from models.audio.units import SampleId
from models.library.file_name import name
from models.library.sample import Sample
from models.types.sound_type import SoundType

KIND = "type"


def correct(
    connection: sqlite3.Connection, wanted: Sequence[SampleId], sound: SoundType | None
) -> library.TypesCorrected:
    """Store what a person says, as one step; `None`: what was detected counts again."""
    after = sound.value if sound else None
    rows: list[tuple[int, bytes, str | None]] = connection.execute(
        "SELECT id, name, type FROM sample LEFT JOIN given_type ON given_type.sample = id"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    ).fetchall()
    changed = [row for row in rows if row[2] != after]
    if not changed:
        return library.TypesCorrected((), "said already" if rows else "nothing to correct")
    things = f"“{name(changed[0][1])}”" if len(changed) == 1 else f"{len(changed)} samples"
    done = f"call {things} {after}" if after else f"let {things} be what was detected"
    step = journal.record(connection, KIND, done)
    connection.executemany(
        "INSERT INTO step_type (step, sample, before, after) VALUES (?, ?, ?, ?)",
        [(step, sample, before, after) for sample, _, before in changed],
    )
    words = f"{things} {'is' if len(changed) == 1 else 'are'} {after}"
    told = words if after else f"what was detected counts again for {things}"
    return library.TypesCorrected(_applied(connection, step, "after"), told)


_TYPES = {
    "before": "SELECT sample, before FROM step_type WHERE step = ?",
    "after": "SELECT sample, after FROM step_type WHERE step = ?",
}
"""What was said of each sample of a step before, and what since."""


def _applied(connection: sqlite3.Connection, step: int, side: str) -> tuple[Sample, ...]:
    """Say of the samples of a step what one side says; return them as they are then."""
    rows: list[tuple[int, str | None]] = connection.execute(_TYPES[side], (step,)).fetchall()
    connection.executemany(
        "DELETE FROM given_type WHERE sample = ?", [(sample,) for sample, _ in rows]
    )
    connection.executemany(
        "INSERT INTO given_type (sample, type) VALUES (?, ?)",
        [(sample, kind) for sample, kind in rows if kind is not None],
    )
    return samples.by_ids(connection, [SampleId(sample) for sample, _ in rows])


class Retyping:
    """Takes back what was said, and says it again."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Let count for every sample what counted before."""
        found = _applied(connection, step.id, "before")
        return (
            library.TypesCorrected(found, f"undone: {step.words}", undone=True) if found else None
        )

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Say it of every sample again."""
        found = _applied(connection, step.id, "after")
        return library.TypesCorrected(found, f"done again: {step.words}") if found else None

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Drop the steps whose samples are all forgotten."""
        connection.execute(
            "DELETE FROM step WHERE kind = ?"
            " AND NOT EXISTS (SELECT 1 FROM step_type WHERE step = step.id)",
            (KIND,),
        )
