"""One folder can have several paths: by links, by mounts, by upper and lower case.

It is known by its device and inode, so that it is found among the sources
whichever path a person gives.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from actors.library.scan.root import real
from models.library.path_prefix import below

Identity = tuple[int, int]
"""Device and inode."""


def known_as(path: bytes, roots: Sequence[bytes]) -> bytes:
    """Return the real path of a folder, beginning as the roots that it is in, or around.

    Args:
        path: As a person gave it.
        roots: Of sources.

    Raises:
        RootRefused: it cannot be listed.
    """
    found = real(path)
    if any(below(found, root) is not None or below(root, found) is not None for root in roots):
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
    """Yield a folder and all around it."""
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
    """Return a path below a root as the file system spells it: its case may be another."""
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
