"""Sound types of samples: detected, and assigned by the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actors.library.query.ids import Ids, fetch_ids
from actors.library.query.samples import path_of
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.types.sound_type import Detected, SoundType


def untyped(
    connection: sqlite3.Connection, model: str, classifier: str, after: SampleId, limit: int
) -> tuple[SampleFeatures, ...]:
    """Return features of samples above `after` without a current type."""
    rows = connection.execute(
        """
        SELECT sample.id, root, path, name, embedding.token, features
        FROM embedding JOIN sample ON sample.id = embedding.sample
            JOIN folder ON folder.id = sample.folder JOIN source ON source.id = folder.source
            LEFT JOIN sound_type ON sound_type.sample = sample.id
        WHERE sample.id > ? AND model = ? AND features != x''
            AND (sound_type.token IS NOT embedding.token OR classifier IS NOT ?)
        ORDER BY sample.id LIMIT ?
        """,
        (after, model, classifier, limit),
    ).fetchall()
    return tuple(
        SampleFeatures(SampleId(one), path_of(root, folder, name), token, features)
        for one, root, folder, name, token, features in rows
    )


def store_types(
    connection: sqlite3.Connection, classifier: str, detected: Sequence[Detected]
) -> None:
    """Store detected types; skip samples that are gone or have changed content."""
    connection.executemany(
        "INSERT OR REPLACE INTO sound_type SELECT id, content, ?, ?, ? FROM sample"
        " WHERE id = ? AND content = ?",
        [(classifier, one.type.value, one.confidence, one.sample, one.token) for one in detected],
    )


def ids_of_type(connection: sqlite3.Connection, sound: SoundType) -> Ids:
    """Return the ids of the samples of a type; assigned types override detected ones."""
    return fetch_ids(
        connection,
        "SELECT sample AS id FROM given_type WHERE type = ? UNION ALL SELECT sample FROM sound_type"
        " WHERE type = ? AND sample NOT IN (SELECT sample FROM given_type)",
        (sound.value, sound.value),
    )


def type_codes(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Return the type of each sample by its id, int64 [highest id + 1].

    1 is the first `SoundType`; 0: unknown.
    """
    found = [ids_of_type(connection, kind) for kind in SoundType]
    codes = np.zeros(max((int(ids.max()) for ids in found if ids.size), default=-1) + 1, np.int64)
    for code, ids in enumerate(found, start=1):
        codes[ids] = code
    return codes
