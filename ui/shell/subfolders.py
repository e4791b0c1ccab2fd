"""The folders that a typed path may go on with, read from the disk; no window is needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from models.library.file_name import decoded, encoded
from models.library.sort_key import folder_key
from models.library.text_folding import search_folded

MOST = 1000
"""Names that are listed; more are found by typing on."""


@dataclass(frozen=True, slots=True)
class Subfolders:
    """What a typed path may go on with."""

    typed: str
    """As it was asked; undecodable bytes as PEP 383 has them."""
    parent: str = ""
    """The part of it that names a folder, ending with `/`."""
    names: tuple[str, ...] = ()
    """Folders in there whose names begin as the rest does, in natural order."""
    reason: str = ""
    """Why the folder cannot be read; lower case."""

    def path(self, row: int) -> str:
        """Return what to type for the folder in that row."""
        return f"{self.parent}{self.names[row]}/"

    @property
    def completed(self) -> str:
        """The path as far as all of the names agree; the one that there is, with a `/`."""
        if not self.names:
            return self.typed
        if len(self.names) == 1:
            return self.path(0)
        return f"{self.parent}{_shared(self.names)}"


def subfolders(typed: str) -> Subfolders:
    """Return the folders that `typed` may go on with. Reads the disk: not for the screen's thread.

    Case and accents make no difference; names that begin with a dot need that typed.
    """
    expanded = os.path.expanduser(typed)  # noqa: PTH111 - it may be no path yet
    parent, _, begin = expanded.rpartition("/")
    parent = f"{parent}/"
    wanted, hidden = search_folded(begin), begin.startswith(".")
    try:
        with os.scandir(decoded(parent)) as entries:
            found = [
                entry.name
                for entry in entries
                if (hidden or not entry.name.startswith(b"."))
                and search_folded(encoded(entry.name)).startswith(wanted)
                and entry.is_dir()
            ]
    except (OSError, ValueError) as error:
        reason = (
            os.strerror(error.errno).lower()
            if isinstance(error, OSError) and error.errno
            else str(error)
        )
        return Subfolders(typed, parent, reason=reason)
    names = sorted(found, key=folder_key)[:MOST]
    return Subfolders(typed, parent, tuple(encoded(name) for name in names))


def _shared(names: Sequence[str]) -> str:
    """Return how all names begin, case and accents aside, as the first one is written."""
    first = names[0]
    folded = [search_folded(name) for name in names]
    at = len(first)
    while at and not all(name.startswith(search_folded(first[:at])) for name in folded):
        at -= 1
    return first[:at]
