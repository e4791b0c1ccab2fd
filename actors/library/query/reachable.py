"""Samples of sources that can be reached; work that reads files asks for no others."""

from __future__ import annotations

import heapq
import sqlite3
from itertools import islice

from models.audio.units import SampleId

REACHABLE = "source CROSS JOIN sample ON sample.source = source.id"
"""Begins a query whose condition names `source.offline = 0`.

`CROSS JOIN` keeps SQLite at this order: no row of a source that is away is touched.
"""


def any_reachable(connection: sqlite3.Connection) -> bool:
    """Return whether a source can be reached: if not, a query in another order need not begin."""
    (found,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM source WHERE offline = 0)"
    ).fetchone()
    return bool(found)


def first_ids(
    connection: sqlite3.Connection,
    pending: str,
    given: tuple[object, ...],
    after: SampleId,
    limit: int,
) -> list[SampleId]:
    """Return the first samples after one that fulfil a condition, ascending.

    Each source is asked for its first ones, which an index has in order; of all together SQLite
    would read and sort those that are pending.

    Args:
        connection: The library.
        pending: From `FROM` on, with `source` and `sample`.
        given: Its values.
        after: The samples behind this one.
        limit: Maximum number.
    """
    wanted = f"SELECT sample.id {pending} AND source.id = ? AND sample.id > ? ORDER BY sample.id"
    online = connection.execute("SELECT id FROM source WHERE offline = 0 ORDER BY id").fetchall()
    each = [
        [
            SampleId(one)
            for (one,) in connection.execute(f"{wanted} LIMIT ?", (*given, source, after, limit))
        ]
        for (source,) in online
    ]
    return list(islice(heapq.merge(*each), limit))
