"""Samples that make room: another file has the path that they had.

A path names one sample, and a decision outlives its file. So what is not there any more is kept
under a name that no file has, in no list, until its content is found again.
"""

from __future__ import annotations

import sqlite3

from models.audio.units import SampleId, SourceId
from models.library.sort_key import file_key, folder_key
from models.library.system_folders import PREFIX
from models.library.text_folding import search_text

THROWN_AWAY = 2
"""`sample.missing` of what a person threw away: it is in no list, but knows its marks."""
STAMP = 13
"""Bytes of the stamp in names of samples that were put aside: a number, and a space."""
_THROWN, _REPLACED = PREFIX + b"thrown", PREFIX + b"replaced"
Place = tuple[SourceId, bytes]
"""A source, and a path below its root."""


def aside_folder(folder: bytes) -> bytes:
    """Return where samples thrown away from a folder are kept if others need their names.

    Their names begin with a stamp there: the newest was thrown away last. No scan looks there.
    """
    return _THROWN + b"/" + folder if folder else _THROWN


def vacate_path(connection: sqlite3.Connection, place: Place) -> None:
    """Let what was thrown away from a path, or is missing there, keep out of the way of others."""
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
    else:  # by its own number: taking back a deletion looks for what was deleted only
        stamp, top = sample, _REPLACED + b"/" + folder if folder else _REPLACED
        connection.execute("UPDATE sample SET missing = ? WHERE id = ?", (THROWN_AWAY, sample))
    relocate_sample(connection, sample, (source, top + b"/" + b"%0*d " % (STAMP - 1, stamp) + name))


def relocate_sample(connection: sqlite3.Connection, sample: SampleId, place: Place) -> None:
    """Let a sample be somewhere else."""
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
