"""Links of the library, and the files behind them: these are not deleted alone."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence

from actors.library.files import ledger
from actors.library.files.ledger import Pair
from actors.library.query import samples, trashes
from actors.library.query.samples import path_of
from models.audio.units import SampleId


def held(
    connection: sqlite3.Connection, chosen: Sequence[SampleId], paths: Sequence[bytes]
) -> dict[bytes, bytes]:
    """Return which of these files other samples lead to by a link, each with one such sample.

    A hard link is a name like any other: the file stays under it. A link that is deleted takes
    nothing along.

    Args:
        connection: Of the library.
        chosen: The samples that go.
        paths: Theirs.
    """
    files = {os.path.realpath(path): path for path in paths if not os.path.islink(path)}
    found: dict[bytes, bytes] = {}
    for other in _equal(connection, chosen):
        real = os.path.realpath(other)
        if real in files and other != files[real]:
            found.setdefault(files[real], other)
    return found


def names(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> list[bytes]:
    """Return the paths of samples that are links to what moves, perhaps, and of what moves itself.

    What is thrown away is left as it is: it comes back to where it was.

    Args:
        connection: Of the library.
        pairs: What moves from where to where; absolute paths.
    """
    apart = trashes.known(connection)
    moving = [
        before
        for before, after in pairs
        if before and after and not (trashes.holds(apart, before) or trashes.holds(apart, after))
    ]
    chosen = ledger.at(connection, moving)
    paths = [sample.path for sample in samples.by_ids(connection, chosen)]
    return [*moving, *paths, *_equal(connection, chosen)]


def entries(paths: Sequence[bytes]) -> list[bytes]:
    """Return paths without those that lead, through linked folders, to what another one names."""
    places: dict[bytes, bytes] = {}
    for path in paths:
        folder, name = os.path.split(path)
        places.setdefault(os.path.join(os.path.realpath(folder), name), path)
    return list(places.values())


def _equal(connection: sqlite3.Connection, chosen: Sequence[SampleId]) -> list[bytes]:
    """Return the paths of all others that may be names of the same files."""
    rows = connection.execute(
        """
        WITH chosen AS (
            SELECT token, inode, device FROM sample
            WHERE id IN (SELECT value FROM json_each(:chosen))
        )
        SELECT root, path, name
        FROM sample JOIN folder ON folder.id = sample.folder
            JOIN source ON source.id = sample.source
        WHERE (
            token IN (SELECT token FROM chosen WHERE token != x'')
            OR (sample.inode, sample.device) IN (SELECT inode, device FROM chosen)
        )
            AND sample.id NOT IN (SELECT value FROM json_each(:chosen))
            AND missing = 0 AND source.offline = 0
        ORDER BY sample.id
        """,
        {"chosen": json.dumps(list(chosen))},
    ).fetchall()
    return [path_of(root, folder, name) for root, folder, name in rows]
