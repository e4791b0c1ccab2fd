"""Samples that a person has decided on."""

from __future__ import annotations

import sqlite3

from actors.library.query.ids import fetch_ids
from models.audio.units import CollectionId, SourceId
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.triage.triage import Decided


def decided(
    connection: sqlite3.Connection, source: SourceId | None, collection: CollectionId | None
) -> Decided:
    """Return the kept and the rejected samples of a source or collection; `None`: of all."""
    conditions, values = ["tag = ?"], list[int]()
    if source is not None:
        conditions.append("source = ?")
        values.append(source)
    if collection is not None:
        conditions.append("id IN (SELECT sample FROM member WHERE collection = ?)")
        values.append(collection)
    sql = f"SELECT id FROM sample WHERE {' AND '.join(conditions)} ORDER BY id"
    kept, rejected = (
        SampleIds(fetch_ids(connection, sql, (tag.value, *values))) for tag in (Tag.KEEP, Tag.TRASH)
    )
    return Decided(kept, rejected)
