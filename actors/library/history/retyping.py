"""Steps of the kind `type`: types of samples set by the user."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.history.samples_action import samples_action
from actors.library.query import samples
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.audio.units import SampleId
from models.library.action import ActionKind
from models.state.notice import Notice, NoticeKind
from models.types.sound_type import SoundType

_GIVEN = Details("step_type", ("sample",))


def correct(
    connection: sqlite3.Connection, wanted: Sequence[SampleId], sound: SoundType | None
) -> library.StepDone | library.NothingDone:
    """Set the type of samples, as one step; `None`: revert to the detected type."""
    after = sound.value if sound else None
    rows: list[tuple[int, bytes, str | None]] = connection.execute(
        "SELECT id, name, type FROM sample LEFT JOIN given_type ON given_type.sample = id"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    ).fetchall()
    changed = [row for row in rows if row[2] != after]
    if not changed:
        return library.NothingDone(
            Notice(NoticeKind.ALREADY_SET if rows else NoticeKind.SAMPLES_GONE)
        )
    kind = ActionKind.SET_TYPE if after else ActionKind.RESET_TYPE
    action = samples_action(kind, [file for _, file, _ in changed], after or "")
    given = [(sample, before, after) for sample, _, before in changed]
    done = Notice(NoticeKind.DONE, about=action)
    return library.StepDone(done, journal.make(connection, KIND, action, given))


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.TypesCorrected | None:
    rows = _GIVEN.rows(connection, step, side)
    connection.executemany(
        "DELETE FROM given_type WHERE sample = ?", [(sample,) for sample, _ in rows]
    )
    connection.executemany(
        "INSERT INTO given_type (sample, type) VALUES (?, ?)",
        [(sample, kind) for sample, kind in rows if kind is not None],
    )
    found = samples.by_ids(connection, [SampleId(sample) for sample, _ in rows])
    return library.TypesCorrected(found) if found else None


KIND = Kind("type", _put, (_GIVEN,))
