"""Absolute paths of samples, and samples at absolute paths."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence

from actors.library.query.ids import Ids
from actors.library.query.samples import path_of
from models.audio.units import SampleId


def paths_of(connection: sqlite3.Connection, ids: Ids) -> tuple[bytes, ...]:
    """Return the paths of samples, in their order; empty: unknown."""
    wanted = ids.tolist()
    rows = connection.execute(
        "SELECT sample.id, root, path, name FROM sample"
        " JOIN folder ON folder.id = sample.folder JOIN source ON source.id = folder.source"
        " WHERE sample.id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    found = {sample: path_of(*parts) for sample, *parts in rows}
    return tuple(found.get(sample, b"") for sample in wanted)


def samples_at(
    connection: sqlite3.Connection, paths: Sequence[bytes]
) -> tuple[SampleId | None, ...]:
    """Return the samples at absolute paths, in their order; `None`: not in the library."""
    sources = connection.execute("SELECT id, root FROM source WHERE NOT removed").fetchall()

    def found(path: bytes) -> SampleId | None:
        for source, root in sources:
            inside = root if root.endswith(b"/") else root + b"/"
            if not path.startswith(inside):
                continue
            folder, name = os.path.split(path[len(inside) :])
            row = connection.execute(
                "SELECT sample.id FROM folder JOIN sample ON sample.folder = folder.id"
                " WHERE folder.source = ? AND path = ? AND name = ?",
                (source, folder, name),
            ).fetchone()
            if row is not None:
                return SampleId(row[0])
        return None

    return tuple(map(found, paths))
