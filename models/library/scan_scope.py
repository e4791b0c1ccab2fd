"""Which parts of a source have to be looked at after something changed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.library.system_folders import system_part

Change = tuple[bytes, bool]
"""A path below the root, and whether it may be, or may have been, a folder."""
Parts = Mapping[bytes, bool]
"""Folders below the root (`b""`: the root itself), and whether all that is below them counts."""
WHOLE: Parts = {b"": True}
MANY = 2000
"""Parts from which on all of the source is looked at: to tell them apart takes as long."""


def touched(changes: Iterable[Change]) -> Parts:
    """Return the folders to look at: where a file changed, and all that changed folders hold.

    What changes in trashes and folders of the system is passed over.
    """
    found: dict[bytes, bool] = {}
    for path, may_be_folder in changes:
        folder = path.rpartition(b"/")[0]
        if system_part(folder) is not None:
            continue
        found.setdefault(folder, False)
        if may_be_folder:
            found[path] = True
    return _reduced(found)


def union(one: Parts, other: Parts) -> Parts:
    """Return what is in either."""
    found = dict(one)
    for folder, deep in other.items():
        found[folder] = deep or found.get(folder, False)
    return _reduced(found)


def holds(parts: Parts, folder: bytes) -> bool:
    """Tell whether a folder is among the parts."""
    return folder in parts or _is_covered(folder, parts)


def _reduced(parts: Mapping[bytes, bool]) -> Parts:
    """Return the parts without those that lie in others."""
    if len(parts) > MANY:
        return WHOLE
    return {one: deep for one, deep in parts.items() if not _is_covered(one, parts)}


def _is_covered(folder: bytes, parts: Parts) -> bool:
    """Tell whether a folder above it is looked at as a whole."""
    while folder:
        folder = folder.rpartition(b"/")[0]
        if parts.get(folder, False):
            return True
    return False
