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
    """Return the marked samples of a source or collection; `None`: of all."""
    where, values = _within(source, collection)
    taught = "id NOT IN (SELECT sample FROM triage_past)"
    chosen = "SELECT id FROM sample WHERE"
    kept, rejected, past = (
        SampleIds(fetch_ids(connection, f"{chosen} {one} {where} ORDER BY id", values))
        for one in (
            f"tag = {Tag.KEEP.value} AND {taught}",
            f"tag = {Tag.TRASH.value} AND {taught}",
            f"tag != {Tag.NEUTRAL.value} AND NOT {taught}",
        )
    )
    return Decided(kept, rejected, past)


def _within(
    source: SourceId | None, collection: CollectionId | None
) -> tuple[str, tuple[int, ...]]:
    """Return the conditions of a place, and their values."""
    conditions = ""
    values: tuple[int, ...] = ()
    if source is not None:
        conditions = " AND source = ?"
        values = (source,)
    if collection is not None:
        conditions += " AND id IN (SELECT sample FROM member WHERE collection = ?)"
        values = (*values, collection)
    return conditions, values
