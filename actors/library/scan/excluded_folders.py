"""Which folders below a source are no part of it: trashes, and what belongs to the system."""

from __future__ import annotations

import os
from collections.abc import Collection

from models.library.system_folders import is_system_folder

_TRASH, _HALVES = b"Trash", (b"files", b"info")
"""A home trash is called so and has these two, wherever it lies (snap, Flatpak, another home).

Source: The FreeDesktop.org Trash specification, version 1.0.
"""


def is_apart(path: bytes, trashes: Collection[bytes] = ()) -> bool:
    """Tell whether a folder is apart from the source around it.

    Args:
        path: Absolute.
        trashes: Folders that take what is thrown away, absolute.
    """
    name = os.path.basename(path)
    if is_system_folder(name) or path in trashes:
        return True
    return name == _TRASH and all(os.path.isdir(os.path.join(path, half)) for half in _HALVES)


def part_apart(root: bytes, path: bytes, trashes: Collection[bytes] = ()) -> bytes | None:
    """Return `path` as far as its first folder that is apart; `None`: there is none.

    Args:
        root: Of the source; whatever it is called, it is the wish of a person.
        path: Below the root; empty: the root itself.
        trashes: As for `is_apart`.
    """
    found = b""
    for name in path.split(b"/") if path else ():
        found = found + b"/" + name if found else name
        if is_apart(os.path.join(root, found), trashes):
            return found
    return None


def leads_apart(path: bytes, trashes: Collection[bytes] = ()) -> bool:
    """Tell whether a link leads into a folder that is apart."""
    return part_apart(b"/", os.path.realpath(path).lstrip(b"/"), trashes) is not None
