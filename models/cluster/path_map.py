"""Paths as other machines name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SEPARATOR = b"/"


@dataclass(frozen=True, slots=True)
class PathMap:
    """Folders that are mounted elsewhere on workers."""

    folders: tuple[tuple[bytes, bytes], ...] = ()
    """Absolute folder here, absolute folder there; without a slash at the end."""

    def there(self, path: bytes) -> bytes:
        """Return the path on a worker; the longest folder that contains it decides."""
        inside = [pair for pair in self.folders if is_inside(path, pair[0])]
        if not inside:
            return path
        here, there = max(inside, key=lambda pair: len(pair[0]))
        return there + path[len(here) :]


def is_inside(path: bytes, folder: bytes) -> bool:
    """Return whether a path is a folder, or below it."""
    return path == folder or path.startswith(folder.rstrip(_SEPARATOR) + _SEPARATOR)


def parse_pair(text: str) -> tuple[str, str]:
    """Return the folders here and there of `/mnt/archive=/data/archive`.

    Raises:
        ValueError: Not two absolute paths; the message says what is expected.
    """
    here, equals, there = text.partition("=")
    if not equals or not here.startswith("/") or not there.startswith("/"):
        raise ValueError(f"“{text}” is not two folders: /mnt/archive=/data/archive")
    return here.rstrip("/") or "/", there.rstrip("/") or "/"


def roots_there(roots: Iterable[bytes], here: bytes, there: bytes) -> dict[bytes, bytes]:
    """Return for each root of a source in the folder `here` how workers name it."""
    mapped = PathMap(((here, there),))
    return {root: mapped.there(root) for root in roots if is_inside(root, here)}
