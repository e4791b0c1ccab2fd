"""Completion of a typed path with subfolders, read from the disk; needs no window."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from actors.media.error import os_error_reason
from models.library.file_name import decode_path, encode_path
from models.library.sort_key import folder_key
from models.library.text_folding import fold_for_search
from ui.text.add_source import FOLDER_NOT_FOUND

MOST = 1000
"""Maximum number of names listed; typing more narrows them down."""


@dataclass(frozen=True, slots=True)
class Subfolders:
    """Completions of a typed path."""

    typed: str
    """The path as typed; undecodable bytes as in PEP 383."""
    parent: str = ""
    """The part of it that names a folder, ending with `/`."""
    names: tuple[str, ...] = ()
    """Subfolders that start with the rest of the path, in natural order."""
    reason: str = ""
    """Why the folder cannot be read; lower case."""

    def path(self, row: int) -> str:
        """Return the completed path of the folder in that row."""
        return f"{self.parent}{self.names[row]}/"

    @property
    def completed(self) -> str:
        """The path completed up to the common prefix of all names; a single match gets a `/`."""
        if not self.names:
            return self.typed
        if len(self.names) == 1:
            return self.path(0)
        return f"{self.parent}{_shared(self.names)}"

    @property
    def ambiguous(self) -> bool:
        """Whether the last part was begun, and several names begin like it."""
        begun = self.typed.rpartition("/")[2]
        return bool(begun) and begun not in self.names and len(self.names) > 1


def subfolders(typed: str) -> Subfolders:
    """Return the subfolders that complete `typed`. Reads the disk: call it in a worker thread.

    Matching ignores case and accents; hidden folders are included only after a typed dot.
    """
    expanded = os.path.expanduser(typed)  # noqa: PTH111 - may not be a path yet
    parent, _, begin = expanded.rpartition("/")
    parent = f"{parent}/"
    wanted, hidden = fold_for_search(begin), begin.startswith(".")
    try:
        with os.scandir(decode_path(parent)) as entries:
            found = [
                entry.name
                for entry in entries
                if (hidden or not entry.name.startswith(b"."))
                and fold_for_search(encode_path(entry.name)).startswith(wanted)
                and entry.is_dir()
            ]
    except FileNotFoundError:
        return Subfolders(typed, parent, reason=FOLDER_NOT_FOUND)
    except (OSError, ValueError) as error:
        reason = os_error_reason(error) if isinstance(error, OSError) else str(error)
        return Subfolders(typed, parent, reason=reason)
    names = sorted(found, key=folder_key)[:MOST]
    return Subfolders(typed, parent, tuple(encode_path(name) for name in names))


def _shared(names: Sequence[str]) -> str:
    """Return the common prefix of `names`, ignoring case and accents, as in the first one."""
    first = names[0]
    folded = [fold_for_search(name) for name in names]
    at = len(first)
    while at and not all(name.startswith(fold_for_search(first[:at])) for name in folded):
        at -= 1
    return first[:at]
