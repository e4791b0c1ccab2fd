"""Relative paths below a folder, and folders above a path."""

from __future__ import annotations


def relative_path(path: bytes, folder: bytes) -> bytes | None:
    """Return `path` relative to `folder`, empty if they are equal; `None`: not below it.

    Args:
        path: Absolute.
        folder: Absolute; without a trailing `/` unless it is the file system root.
    """
    if path == folder:
        return b""
    above = folder if folder.endswith(b"/") else folder + b"/"
    return path[len(above) :] if path.startswith(above) else None


def parents(path: bytes) -> frozenset[bytes]:
    """Return the folders above a relative path, without the root of the source."""
    parts = path.split(b"/")
    return frozenset(b"/".join(parts[:count]) for count in range(1, len(parts)))
