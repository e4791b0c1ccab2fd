"""What an import would do; changes nothing, not even our own folder."""

from __future__ import annotations

from pathlib import Path

from actors.library.errors import LibraryError
from actors.library.predecessor.plan import Plan
from actors.library.predecessor.reader import read
from actors.library.predecessor.report import report
from actors.library.predecessor.resolution import resolve
from models.predecessor.report import ImportReport

LOST = "not found"
"""Name of the folder, never made, below which samples are shown that nobody knows the place of."""


def planned(home: Path | None, folder: Path, known: tuple[bytes, ...] = ()) -> Plan | None:
    """Read everything and compare it with the disk; `None`: there is nothing.

    Args:
        home: As for `finding.found`.
        folder: Our own.
        known: Roots of the sources that we have already.

    Raises:
        LibraryError: something cannot be read; the text says what and why.
    """
    installation = read(home)
    if not installation.places:
        return None
    return resolve(installation, known, bytes(folder / LOST))


def previewed(home: Path | None, folder: Path) -> ImportReport | str:
    """Return what an import into an empty library would do, or why nothing can be imported."""
    try:
        plan = planned(home, folder)
    except LibraryError as error:
        return str(error)
    return report(plan) if plan else nothing(home)


def nothing(home: Path | None) -> str:
    """Return why nothing can be imported."""
    where = f"below {home}" if home else "in the folders where it keeps its files"
    return f"nothing of the earlier sempal was found {where}"
