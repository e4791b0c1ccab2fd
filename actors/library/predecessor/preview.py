"""Import preview; writes nothing, not even in our own folder."""

from __future__ import annotations

from pathlib import Path

from actors.library.errors import LibraryError
from actors.library.predecessor.plan import Plan
from actors.library.predecessor.reader import read_installation
from actors.library.predecessor.report import import_report
from actors.library.predecessor.resolution import resolve
from models.predecessor.report import ImportReport

LOST = "not found"
"""Name of a folder, never created, under which samples of unknown location are listed."""


def plan_import(home: Path | None, folder: Path, known: tuple[bytes, ...] = ()) -> Plan | None:
    """Read everything and compare it with the disk; return `None` if there is nothing to import.

    Args:
        home: As for `locations.find_locations`.
        folder: Our data folder.
        known: Roots of our existing sources.

    Raises:
        LibraryError: something cannot be read; the message says what and why.
    """
    installation = read_installation(home)
    if not installation.places:
        return None
    return resolve(installation, known, bytes(folder / LOST))


def preview_import(home: Path | None, folder: Path) -> ImportReport | str:
    """Return what an import into an empty library would do, or why nothing can be imported."""
    try:
        plan = plan_import(home, folder)
    except LibraryError as error:
        return str(error)
    return import_report(plan) if plan else nothing_found(home)


def nothing_found(home: Path | None) -> str:
    """Return why nothing can be imported."""
    where = f"below {home}" if home else "in the folders where it keeps its files"
    return f"nothing of the earlier sempal was found {where}"
