"""Symlinks and hard links among samples: a symlink's target is not deleted alone."""

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


def linked_files(
    connection: sqlite3.Connection, chosen: Sequence[SampleId], paths: Sequence[bytes]
) -> dict[bytes, bytes]:
    """Return the files that other samples are symlinks to, each with one such sample.

    A hard link does not count: the file survives under the other name. Deleting a symlink does not
    delete its target.

    Args:
        connection: Of the library.
        chosen: The samples to delete.
        paths: Their paths.
    """
    files = {os.path.realpath(path): path for path in paths if not os.path.islink(path)}
    found: dict[bytes, bytes] = {}
    for other in _equal(connection, chosen):
        real = os.path.realpath(other)
        if real in files and other != files[real]:
            found.setdefault(files[real], other)
    return found


def moving_samples(
    connection: sqlite3.Connection, pairs: Sequence[Pair]
) -> tuple[list[bytes], list[SampleId]]:
    """Return the moved paths and all known links to folders, and the samples at these paths.

    Deleted files are left out: links to them stay broken until they are restored.

    Args:
        connection: Of the library.
        pairs: Absolute paths before and after.
    """
    apart = trashes.known_trashes(connection)
    moving = [
        before
        for before, after in pairs
        if before
        and after
        and not (trashes.is_in_trash(apart, before) or trashes.is_in_trash(apart, after))
    ]
    folders = folder_links(connection) if moving else []
    return [*moving, *folders], ledger.samples_at(connection, moving)


def possible_links(connection: sqlite3.Connection, chosen: Sequence[SampleId]) -> list[bytes]:
    """Return the paths of samples, and of those with the same content or file: perhaps links."""
    return [*samples.paths(connection, chosen), *_equal(connection, chosen)]


def folder_links(connection: sqlite3.Connection) -> list[bytes]:
    """Return the paths of the links to folders that scans found in reachable sources."""
    rows = connection.execute(
        "SELECT root, path FROM folder_link JOIN source ON source.id = source"
        " WHERE NOT removed AND NOT offline"
    )
    return [os.path.join(root, path) for root, path in rows]


def distinct_entries(paths: Sequence[bytes]) -> list[bytes]:
    """Return paths without duplicates that lead to the same entry through linked folders."""
    places: dict[bytes, bytes] = {}
    for path in paths:
        folder, name = os.path.split(path)
        places.setdefault(os.path.join(os.path.realpath(folder), name), path)
    return list(places.values())


def _equal(connection: sqlite3.Connection, chosen: Sequence[SampleId]) -> list[bytes]:
    """Return the paths of all other samples that may be names of the same files."""
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
