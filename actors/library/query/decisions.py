"""What a person decided about samples: marks, places in collections, types they gave.

A decision outlives the row it was made on. The database itself refuses to
delete a sample that has one (`sample_decided`), so whoever deletes a row hands
its decisions on first, or is asked by the person to forget them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from models.audio.units import SampleId
from models.library.decisions import Decisions

DECIDED = """(sample.tag != 0 OR EXISTS (SELECT 1 FROM member WHERE sample = sample.id)
        OR EXISTS (SELECT 1 FROM given_type WHERE sample = sample.id))"""
"""SQL: there is a decision about this sample."""
_STEPS = ("step_tag", "step_type", "step_member")
_FOUND_OUT = ("embedding", "sound_type", "analysis")
"""Each row names the content that it is about, so that it does no harm where that is another."""
_AMONG = "IN (SELECT value FROM json_each(?))"


def copy_to_heir(connection: sqlite3.Connection, sample: SampleId, heir: SampleId) -> None:
    """Let a file with the content of a hidden sample have its decisions as well."""
    _copy(connection, sample, heir)
    connection.execute("INSERT OR REPLACE INTO heir VALUES (?, ?)", (sample, heir))


def merge_rows(connection: sqlite3.Connection, kept: SampleId, other: SampleId) -> None:
    """Make two rows of one file one; where both were decided about, `kept` counts.

    Steps of the journal and what was found out follow.
    """
    _copy(connection, other, kept)
    for table in (*_STEPS, *_FOUND_OUT):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET sample = ? WHERE sample = ?", (kept, other)
        )
    erase_samples(connection, (other,))


def erase_samples(connection: sqlite3.Connection, samples: Sequence[SampleId]) -> None:
    """Delete samples with all that was decided about them."""
    wanted = (json.dumps(list(samples)),)
    connection.execute(f"UPDATE sample SET tag = 0 WHERE tag != 0 AND id {_AMONG}", wanted)
    connection.execute(f"DELETE FROM member WHERE sample {_AMONG}", wanted)
    connection.execute(f"DELETE FROM given_type WHERE sample {_AMONG}", wanted)
    connection.execute(f"DELETE FROM sample WHERE id {_AMONG}", wanted)


def count_decisions(connection: sqlite3.Connection, samples: Sequence[SampleId]) -> Decisions:
    """Return how many decisions there are about these samples."""
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
