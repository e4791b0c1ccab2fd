"""Choices of hot folders, which follow the folders that they were made for."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from actors.library.query import lagging
from models.audio.units import SourceId
from models.library.hot_folder import HotPlace
from models.library.path_prefix import relative_path

_FOLDER = "hot folder of {source} {folder}"
_Root = tuple[SourceId, bytes]


def memory_key(place: HotPlace) -> str:
    """Return the key of the choice for a place, in the table `memory`."""
    if place.collection is not None:
        return f"hot folder of collection {place.collection}"
    if place.source is None:
        return "hot folder of all"
    return _FOLDER.format(source=place.source, folder=place.folder.hex())


@contextmanager
def following(
    connection: sqlite3.Connection, moved: Sequence[tuple[bytes, bytes]] = ()
) -> Generator[None]:
    """Keep the choices for folders, whatever source these belong to, and are called, afterwards.

    Args:
        connection: In a transaction.
        moved: Absolute paths before and after, in order; an empty one is none.
    """
    before = _choices(connection)
    yield
    if not before:
        return
    roots = _roots(connection)
    renewed: list[tuple[str, str]] = []
    for key, path, value in before:
        for old, new in moved:
            if old and new and (path + b"/").startswith(old + b"/"):
                path = new + path[len(old) :]  # noqa: PLW2901 - moved
        renewed.append((_key_of(roots, path) or key, value))
    connection.executemany("DELETE FROM memory WHERE key = ?", [(key,) for key, _, _ in before])
    connection.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?)", renewed)


def _choices(connection: sqlite3.Connection) -> list[tuple[str, bytes, str]]:
    """Return the keys, absolute paths and values of the choices for folders of known sources."""
    found: list[tuple[str, bytes, str]] = []
    for source, root in _roots(connection):
        start = _FOLDER.format(source=source, folder="")
        rows = connection.execute(
            "SELECT key, value FROM memory WHERE key >= ? AND key < ?", (start, start + "g")
        )
        for key, value in rows:
            folder = bytes.fromhex(key.removeprefix(start))
            found.append((key, os.path.join(root, folder) if folder else root, value))
    return found


def _roots(connection: sqlite3.Connection) -> list[_Root]:
    """Return the sources and their roots; those in the library first."""
    rows = connection.execute(
        f"SELECT id, root FROM source WHERE NOT {lagging.RETIRED} ORDER BY removed, id"
    )
    return [(SourceId(source), root) for source, root in rows]


def _key_of(roots: Sequence[_Root], path: bytes) -> str:
    """Return the key of a folder by its absolute path; empty if it belongs to no source."""
    for source, root in roots:
        if (folder := relative_path(path, root)) is not None:
            return memory_key(HotPlace(source=source, folder=folder))
    return ""
