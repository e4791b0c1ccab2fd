"""User decisions about samples: marks, collection membership, assigned types.

A decision outlives the row it was made on. A trigger (`sample_decided`) refuses to delete a sample
with decisions, so they are moved to another row first, or erased at the user's request.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from models.audio.units import SampleId
from models.library.decisions import Decisions

DECIDED = """(sample.tag != 0 OR EXISTS (SELECT 1 FROM member WHERE sample = sample.id)
        OR EXISTS (SELECT 1 FROM given_type WHERE sample = sample.id))"""
"""SQL condition: the sample has a decision."""
_STEPS = ("step_tag", "step_type", "step_member", "step_edit", "version")
_FOUND_OUT = ("embedding", "sound_type", "analysis")
"""Tables of derived data; each row names its content, so that a stale one does no harm."""
_AMONG = "IN (SELECT value FROM json_each(?))"


def copy_to_heir(connection: sqlite3.Connection, sample: SampleId, heir: SampleId) -> None:
    """Copy the decisions of a hidden sample to a file with the same content."""
    _copy(connection, sample, heir)
    connection.execute("INSERT OR REPLACE INTO heir VALUES (?, ?)", (sample, heir))


def merge_rows(connection: sqlite3.Connection, kept: SampleId, other: SampleId) -> None:
    """Merge two rows of one file; where both have a decision, that of `kept` wins.

    Journal steps and derived data move along.
    """
    _copy(connection, other, kept)
    for table in (*_STEPS, *_FOUND_OUT):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET sample = ? WHERE sample = ?", (kept, other)
        )
    erase_samples(connection, (other,))


def erase_samples(connection: sqlite3.Connection, samples: Sequence[SampleId]) -> None:
    """Delete samples with all their decisions."""
    wanted = (json.dumps(list(samples)),)
    connection.execute(f"UPDATE sample SET tag = 0 WHERE tag != 0 AND id {_AMONG}", wanted)
    connection.execute(f"DELETE FROM member WHERE sample {_AMONG}", wanted)
    connection.execute(f"DELETE FROM given_type WHERE sample {_AMONG}", wanted)
    connection.execute(f"DELETE FROM sample WHERE id {_AMONG}", wanted)


def count_decisions(connection: sqlite3.Connection, samples: Sequence[SampleId]) -> Decisions:
    """Count the decisions about these samples."""
    wanted = (json.dumps(list(samples)),)
    counted = (
        f"SELECT count(*) FROM sample WHERE id {_AMONG}",
        f"SELECT count(*) FROM sample WHERE tag != 0 AND id {_AMONG}",
        f"SELECT count(*) FROM member WHERE sample {_AMONG}",
        f"SELECT count(*) FROM given_type WHERE sample {_AMONG}",
    )
    return Decisions(*(int(connection.execute(sql, wanted).fetchone()[0]) for sql in counted))


def _copy(connection: sqlite3.Connection, sample: SampleId, to: SampleId) -> None:
    connection.execute(
        "UPDATE sample SET tag = (SELECT tag FROM sample WHERE id = ?) WHERE id = ? AND tag = 0",
        (sample, to),
    )
    connection.execute(
        "INSERT OR IGNORE INTO member (collection, sample, place)"
        " SELECT collection, ?, place FROM member WHERE sample = ?",
        (to, sample),
    )
    connection.execute(
        "INSERT OR IGNORE INTO given_type (sample, type)"
        " SELECT ?, type FROM given_type WHERE sample = ?",
        (to, sample),
    )
