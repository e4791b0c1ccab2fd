"""Which parts of a source have to be looked at after something changed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.library.extension import is_audio
from models.library.system_folders import system_part

Parts = Mapping[bytes, bool]
"""Folders below the root (`b""`: the root itself), and whether all that is below them counts."""
WHOLE: Parts = {b"": True}


def touched(paths: Iterable[bytes]) -> dict[bytes, bool]:
    """Return the folders to look at.

    Args:
        paths: What changed, below the root. What is called like audio is taken
            for a file; anything else may be, or may have been, a folder. Trashes and
            folders of the system are passed over.
    """
    found: dict[bytes, bool] = {}
    for path in paths:
        folder, _, name = path.rpartition(b"/")
        if system_part(folder) is not None:
            continue
        found.setdefault(folder, False)
        if name and not is_audio(name):
            found[path] = True
    return {one: deep for one, deep in found.items() if not _is_covered(one, found)}


def holds(parts: Parts, folder: bytes) -> bool:
    """Tell whether a folder is among the parts."""
    if folder in parts:
        return True
    while folder:
        folder = folder.rpartition(b"/")[0]
        if parts.get(folder, False):
            return True
    return False


def _is_covered(folder: bytes, parts: Parts) -> bool:
    """Tell whether a folder above it is looked at as a whole."""
    while folder:
        folder = folder.rpartition(b"/")[0]
        if parts.get(folder, False):
            return True
    return False
