"""Folders in a source that are not scanned: trashes and system folders."""

from __future__ import annotations

import os
from collections.abc import Collection

from models.library.system_folders import is_system_folder

_TRASH, _HALVES = b"Trash", (b"files", b"info")
"""Name of a home trash and its two subfolders, wherever it is (snap, Flatpak, another home).

Source: The FreeDesktop.org Trash specification, version 1.0.
"""


def is_excluded(path: bytes, trashes: Collection[bytes] = ()) -> bool:
    """Return whether a folder is excluded.

    Args:
        path: Absolute.
        trashes: Trash folders chosen by the user, absolute.
    """
    name = os.path.basename(path)
    if is_system_folder(name) or path in trashes:
        return True
    return name == _TRASH and all(os.path.isdir(os.path.join(path, half)) for half in _HALVES)


def excluded_part(root: bytes, path: bytes, trashes: Collection[bytes] = ()) -> bytes | None:
    """Return `path` up to its first excluded folder; `None`: there is none.

    Args:
        root: Of the source; never excluded, as the user chose it.
        path: Relative to the root; empty: the root itself.
        trashes: As for `is_excluded`.
    """
    found = b""
    for name in path.split(b"/") if path else ():
        found = found + b"/" + name if found else name
        if is_excluded(os.path.join(root, found), trashes):
            return found
    return None


def leads_to_excluded(path: bytes, trashes: Collection[bytes] = ()) -> bool:
    """Return whether a symlink leads into an excluded folder."""
    return excluded_part(b"/", os.path.realpath(path).lstrip(b"/"), trashes) is not None
