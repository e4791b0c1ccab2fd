"""Columns of all samples at once."""

from __future__ import annotations

import sqlite3

import numpy as np

from actors.library.query.ids import fetch_ids
from models.library.file_name import display_name
from models.library.traits import Traits
from models.types.sound_type import SoundType

_FROM = "FROM sample WHERE missing = 0 ORDER BY sample.id"

_KINDS = " ".join(f"WHEN '{kind.value}' THEN {at}" for at, kind in enumerate(SoundType))
_TYPES = f"""
    SELECT CASE coalesce(given_type.type, sound_type.type) {_KINDS} ELSE -1 END AS id
    FROM sample LEFT JOIN given_type ON given_type.sample = sample.id
        LEFT JOIN sound_type ON sound_type.sample = sample.id
    WHERE missing = 0 ORDER BY sample.id"""


def all_traits(connection: sqlite3.Connection) -> Traits:
    """Return the traits of all samples that are not missing."""
    numbers = fetch_ids(connection, f"SELECT id {_FROM}")
    tags = fetch_ids(connection, f"SELECT tag AS id {_FROM}")
    types = fetch_ids(connection, _TYPES)
    folders = fetch_ids(connection, f"SELECT folder AS id {_FROM}")
    known = connection.execute(
        "SELECT folder.id, root, path FROM folder JOIN source ON source.id = folder.source"
    ).fetchall()
    names: dict[str, int] = {}
    group = np.zeros(max((one for one, _, _ in known), default=0) + 1, np.int32)
    for folder, root, path in known:
        called = display_name(path or root)
        group[folder] = names.setdefault(called, len(names))
    return Traits(
        numbers, tags.astype(np.int8), group[folders], types.astype(np.int8), tuple(names)
    )
