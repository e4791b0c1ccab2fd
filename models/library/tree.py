"""The folder tree, built from the folders that directly contain samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.library.file_name import display_name
from models.library.folder import Folder
from models.library.sort_key import folder_key


def folder_rows(counts: Iterable[tuple[bytes, int]]) -> tuple[Folder, ...]:
    """Return the rows of the tree, parents before children, in natural order.

    Args:
        counts: Path relative to the root, with `/` between components, and the number of samples
            directly in it; the root itself, `b""`, is not a row.
    """
    below: Counter[bytes] = Counter()
    for path, count in counts:
        while path:
            below[path] += count
            path = _parent(path)  # noqa: PLW2901 - climbing to the root is the point
    parents = {_parent(path) for path in below}
    order = sorted(below, key=lambda path: (folder_key(path), path))
    return tuple(
        Folder(path, display_name(path), path.count(b"/"), below[path], path in parents)
        for path in order
    )


def _parent(path: bytes) -> bytes:
    return path.rpartition(b"/")[0]
