"""Samples with identical content."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from actors.library.query import samples
from actors.library.query.hashes import Unhashed
from actors.library.query.samples import path_of
from models.audio.units import SampleId
from models.library.sample import Sample

_HERE = "missing = 0 AND token != x'' AND source.offline = 0"


def unhashed_copies(connection: sqlite3.Connection) -> tuple[Unhashed, ...]:
    """Return files that may be copies of others, but have no hash yet."""
    rows = connection.execute(
        f"""
        SELECT sample.id, root, path, name, size, mtime_ns, ctime_ns
        FROM sample JOIN folder ON folder.id = sample.folder
            JOIN source ON source.id = sample.source
        WHERE full_hash IS NULL AND {_HERE} AND token IN (
            SELECT token FROM sample WHERE missing = 0 GROUP BY token HAVING count(*) > 1
        )
        ORDER BY sample.id
        """
    ).fetchall()
    return tuple(
        Unhashed(SampleId(sample), path_of(root, folder, name), *facts)
        for sample, root, folder, name, *facts in rows
    )


def identical_samples(connection: sqlite3.Connection) -> tuple[tuple[Sample, ...], ...]:
    """Return groups of samples with the same hash."""
    rows = connection.execute(
        f"""
        SELECT full_hash, sample.id FROM sample JOIN source ON source.id = sample.source
        WHERE full_hash IS NOT NULL AND {_HERE} ORDER BY full_hash, sample.id
        """
    ).fetchall()
    equal = (
        tuple(SampleId(one) for _, one in same) for _, same in groupby(rows, lambda row: row[0])
    )
    similarity = [same for same in equal if len(same) > 1]
    wanted = [one for same in similarity for one in same]
    found = {one.id: one for one in samples.by_ids(connection, wanted)}
    return tuple(tuple(found[one] for one in same) for same in similarity)
