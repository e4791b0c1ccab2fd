"""Paths below a folder."""

from __future__ import annotations


def below(path: bytes, folder: bytes) -> bytes | None:
    """Return what follows a folder in a path: empty if it is the folder; `None`: elsewhere.

    Args:
        path: Absolute.
        folder: Absolute; `/` at its end only if it is the root of all.
    """
    if path == folder:
        return b""
    above = folder if folder.endswith(b"/") else folder + b"/"
    return path[len(above) :] if path.startswith(above) else None
