"""Folders of a source to rescan after file system changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.library.system_folders import system_part

Change = tuple[bytes, bool]
"""A path relative to the root, and whether it is, or may have been, a folder."""
Parts = Mapping[bytes, bool]
"""Folders relative to the root (`b""`: the root itself), and whether to scan them recursively."""
WHOLE: Parts = {b"": True}
MANY = 2000
"""Number of folders from which on the whole source is rescanned: comparing them costs as much."""


def scope_of_changes(changes: Iterable[Change]) -> Parts:
    """Return the folders to rescan: parents of changed files, and changed folders recursively.

    Changes in trashes and system folders are ignored.
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


def merge_scopes(one: Parts, other: Parts) -> Parts:
    """Return the union of two scopes."""
    found = dict(one)
    for folder, deep in other.items():
        found[folder] = deep or found.get(folder, False)
    return _reduced(found)


def in_scope(parts: Parts, folder: bytes) -> bool:
    """Return whether a folder is in scope."""
    return folder in parts or _is_covered(folder, parts)


def _reduced(parts: Mapping[bytes, bool]) -> Parts:
    """Return `parts` without folders covered by others."""
    if len(parts) > MANY:
        return WHOLE
    return {one: deep for one, deep in parts.items() if not _is_covered(one, parts)}


def _is_covered(folder: bytes, parts: Parts) -> bool:
    """Return whether a folder above it is scanned recursively."""
    while folder:
        folder = folder.rpartition(b"/")[0]
        if parts.get(folder, False):
            return True
    return False
