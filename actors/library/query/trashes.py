"""Trash folders: nothing in them is listed."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from pathlib import Path

from models.library.file_name import encode_path
from models.library.stored_json import as_paths, load_json
from models.library.system_folders import system_part

_KEY = "trash folders"
"""Key in the table `memory`: trash folders the user ever chose, as JSON."""


def home_trash() -> bytes:
    """Return the trash of the home folder, which contains `files` and `info`.

    Source: The FreeDesktop.org Trash specification, version 1.0; macOS has no such subfolders.
    """
    if sys.platform == "darwin":
        return os.fsencode(Path.home() / ".Trash")
    data = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(data):  # unset, or to be ignored (XDG Base Directory specification)
        return os.fsencode(Path.home() / ".local" / "share" / "Trash")
    return os.fsencode(Path(data) / "Trash")


def known_trashes(connection: sqlite3.Connection) -> frozenset[bytes]:
    """Return all trash folders with a path of their own; others are recognised by name."""
    row = connection.execute("SELECT value FROM memory WHERE key = ?", (_KEY,)).fetchone()
    chosen = as_paths(load_json(row[0])) if row else ()
    # Earlier versions kept no list, but a journal in these words.
    earlier = connection.execute(
        "SELECT after FROM step_file JOIN step ON step.id = step_file.step"
        " WHERE step_file.number = 0 AND words LIKE 'move % to the trash'"
    )
    used = [os.path.dirname(path) for (path,) in earlier]
    return frozenset((home_trash(), *chosen, *used))


def remember_trash(connection: sqlite3.Connection, folder: bytes) -> None:
    """Store a trash folder that the user chose."""
    row = connection.execute("SELECT value FROM memory WHERE key = ?", (_KEY,)).fetchone()
    known = as_paths(load_json(row[0])) if row else ()
    if folder not in known:
        value = json.dumps([encode_path(path) for path in (*known, folder)])
        connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (_KEY, value))


def is_in_trash(trashes: frozenset[bytes], path: bytes) -> bool:
    """Return whether a path is in a trash folder."""
    folder = os.path.dirname(path)
    if system_part(folder) is not None:
        return True
    while folder not in trashes:
        if folder == (folder := os.path.dirname(folder)):
            return False
    return True
