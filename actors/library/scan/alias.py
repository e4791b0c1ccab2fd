"""Aliases of a folder: paths through symlinks, mounts or different case.

Folders are identified by device and inode, so that a source is found by any of its paths.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from actors.library.scan.root import listable_path
from models.library.path_prefix import relative_path

Identity = tuple[int, int]
"""Device and inode."""


def canonical_path(path: bytes, roots: Sequence[bytes]) -> bytes:
    """Return the real path of a folder, spelt like the root that contains it or lies inside it.

    Args:
        path: As given by the user.
        roots: Of sources.

    Raises:
        RootRefused: It cannot be listed.
    """
    found = listable_path(path)
    if any(
        relative_path(found, root) is not None or relative_path(root, found) is not None
        for root in roots
    ):
        return found
    own = _identity(found)
    known = {_identity(root): root for root in reversed(roots)}
    known.pop(None, None)
    for folder in _upward(found):
        if (root := known.get(_identity(folder))) is not None:
            return _spelt(root, found[len(folder) :].strip(b"/"))
    for root in roots:
        for folder in _upward(os.path.dirname(root)):
            if own is not None and _identity(folder) == own:
                return folder
    return found


def _upward(path: bytes) -> Iterator[bytes]:
    """Yield a folder and its ancestors."""
    yield path
    while path != (path := os.path.dirname(path)):
        yield path


def _identity(path: bytes) -> Identity | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _spelt(root: bytes, rest: bytes) -> bytes:
    """Return a path below a root in the spelling of the file system, whose case may differ."""
    path = root
    for part in filter(None, rest.split(b"/")):
        wanted = _identity(os.path.join(path, part))
        try:
            names = os.listdir(path)
        except OSError:
            names = [part]
        same = (name for name in names if _identity(os.path.join(path, name)) == wanted)
        path = os.path.join(path, part if part in names else next(same, part))
    return path
