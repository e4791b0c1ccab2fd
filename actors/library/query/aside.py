"""Set samples aside whose path another file takes.

A path identifies one sample, and decisions outlive files. So a sample that is gone is kept under a
reserved name, in no list, until its content is found again.
"""

from __future__ import annotations

import sqlite3

from models.audio.units import SampleId, SourceId
from models.library.sort_key import file_key, folder_key
from models.library.system_folders import PREFIX
from models.library.text_folding import search_text

THROWN_AWAY = 2
"""Value of `sample.missing` for deleted files: in no list, but their marks are kept."""
STAMP = 13
"""Bytes of the stamp in names of samples set aside: a number and a space."""
_THROWN, _REPLACED = PREFIX + b"thrown", PREFIX + b"replaced"
Place = tuple[SourceId, bytes]
"""A source, and a path below its root."""


def aside_folder(folder: bytes) -> bytes:
    """Return the folder for deleted samples of a folder whose names are reused.

    Their names begin with a stamp: the highest was deleted last. Scans skip that folder.
    """
    return _THROWN + b"/" + folder if folder else _THROWN


def vacate_path(connection: sqlite3.Connection, place: Place) -> None:
    """Set aside a deleted or missing sample from a path, so that a file can take it."""
    source, path = place
    folder, _, name = path.rpartition(b"/")
    row = connection.execute(
        "SELECT sample.id, missing & 3 FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND path = ? AND name = ? AND missing & 3 != 0",
        (source, folder, name),
    ).fetchone()
    if row is None:
        return
    sample = SampleId(row[0])
    if row[1] == THROWN_AWAY:
        (stamp,) = connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()
        top = aside_folder(folder)
    else:  # stamped with its id: undoing a deletion only looks for deleted files
        stamp, top = sample, _REPLACED + b"/" + folder if folder else _REPLACED
        connection.execute("UPDATE sample SET missing = ? WHERE id = ?", (THROWN_AWAY, sample))
    relocate_sample(connection, sample, (source, top + b"/" + b"%0*d " % (STAMP - 1, stamp) + name))


def relocate_sample(connection: sqlite3.Connection, sample: SampleId, place: Place) -> None:
    """Set the path of a sample."""
    source, path = place
    folder, _, name = path.rpartition(b"/")
    connection.execute(
        "INSERT OR IGNORE INTO folder (source, path, key) VALUES (?, ?, ?)",
        (source, folder, folder_key(folder)),
    )
    connection.execute(
        "UPDATE OR IGNORE sample SET source = ?, name = ?, key = ?, words = ?,"
        " folder = (SELECT id FROM folder WHERE source = ? AND path = ?) WHERE id = ?",
        (source, name, file_key(name), search_text(path), source, folder, sample),
    )
