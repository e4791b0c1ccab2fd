"""Steps of the kind `sources`: which folder a source is, until it is none."""

from __future__ import annotations

import os
import sqlite3

from actors.library.errors import LibraryError
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.query import areas
from actors.library.query.areas import Area
from actors.messages import library
from models.audio.units import SourceId
from models.library.file_name import name

KIND = "sources"


def remove(connection: sqlite3.Connection, source: SourceId) -> library.SourcesChanged:
    """Take a source out of the library; what is known of it is kept for when it comes back."""
    area = _known(connection, source)
    _record(connection, f"remove “{name(area.root)}”", area.root, b"")
    areas.remove(connection, source)
    words = f"Removed “{name(area.root)}” (files untouched), Ctrl+Z brings it back"
    return library.SourcesChanged(words)


def narrow(
    connection: sqlite3.Connection, source: SourceId, folder: bytes
) -> library.SourcesChanged:
    """Let a source be a folder inside of it; what is known of the rest is kept.

    Raises:
        LibraryError: there is no such folder in it.
    """
    area = _known(connection, source)
    path = os.path.join(area.root, folder)
    there = connection.execute(
        "SELECT 1 FROM folder WHERE source = ? AND (path = ? OR (path > ? AND path < ?))",
        (source, folder, folder + b"/", folder + b"0"),
    ).fetchone()
    if not folder or there is None:
        raise LibraryError(f"“{name(path)}” is not a folder inside of “{name(area.root)}”")
    _record(connection, f"narrow “{name(area.root)}” to “{name(path)}”", area.root, path)
    areas.narrow(connection, area, path)
    words = f"Narrowed “{name(area.root)}” to “{name(path)}” (files untouched)"
    return library.SourcesChanged(words)


def touched(connection: sqlite3.Connection, step: Step) -> bytes | None:
    """Return the folder that a step is about, if it is of this kind."""
    if step.kind != KIND:
        return None
    return _sides(connection, step)[0]


class Sources:
    """Brings sources back, and takes them out again."""

    def undo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Have the folder in the library that was the source."""
        before, _ = _sides(connection, step)
        if areas.holder(connection, before) is not None:
            return None
        areas.hold(connection, before)
        return library.SourcesChanged(f"Undo: {step.words}", undone=True)

    def redo(self, connection: sqlite3.Connection, step: Step) -> library.Event | None:
        """Take it out again."""
        before, after = _sides(connection, step)
        area = areas.holder(connection, before)
        if area is None or area.root != before:
            return None
        if after:
            areas.narrow(connection, area, after)
        else:
            areas.remove(connection, area.source)
        return library.SourcesChanged(f"Redo: {step.words}")

    def sweep(self, connection: sqlite3.Connection) -> None:
        """Drop the steps whose folders are in the library again."""
        steps = connection.execute(
            "SELECT step, before FROM step_source JOIN step ON step.id = step WHERE NOT undone"
        ).fetchall()
        void = [(step,) for step, before in steps if areas.holder(connection, before) is not None]
        connection.executemany("DELETE FROM step WHERE id = ?", void)


def _known(connection: sqlite3.Connection, source: SourceId) -> Area:
    for area in areas.areas(connection):
        if area.source == source and not area.removed:
            return area
    raise LibraryError("that source is not in the library any more")


def _record(connection: sqlite3.Connection, words: str, before: bytes, after: bytes) -> None:
    step = journal.record(connection, KIND, words)
    connection.execute("INSERT INTO step_source VALUES (?, ?, ?)", (step, before, after))


def _sides(connection: sqlite3.Connection, step: Step) -> tuple[bytes, bytes]:
    before, after = connection.execute(
        "SELECT before, after FROM step_source WHERE step = ?", (step.id,)
    ).fetchone()
    return before, after
