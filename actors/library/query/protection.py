"""Read-only sources: nothing in them is renamed, moved, deleted, edited or created."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable

from actors.library.errors import LibraryError
from models.cluster.path_map import is_inside
from models.library.file_name import display_name


def read_only_roots(connection: sqlite3.Connection) -> tuple[bytes, ...]:
    """Return the roots of the read-only sources in the library."""
    rows = connection.execute("SELECT root FROM source WHERE read_only AND NOT removed")
    return tuple(root for (root,) in rows)


def check_outside(roots: Iterable[bytes], path: bytes) -> None:
    """Check that a path leads into none of the roots of read-only sources.

    Raises:
        LibraryError: It is; the text says in which.
    """
    for root in roots:
        if is_inside(path, root) or is_inside(_beneath_links(path), root):
            raise LibraryError(f"“{display_name(root)}” is read-only")


def check_writable(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Check that no path is in a read-only source.

    Raises:
        LibraryError: One is; the text says in which.
    """
    roots = read_only_roots(connection)
    for path in paths if roots else ():
        if path:
            check_outside(roots, path)


def is_read_only(connection: sqlite3.Connection, path: bytes) -> bool:
    """Return whether a path is in a read-only source."""
    return any(is_inside(path, root) for root in read_only_roots(connection))


def _beneath_links(path: bytes) -> bytes:
    """Return a path whose folder has no symlinks; the last name may be one."""
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
