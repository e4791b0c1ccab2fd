"""Slice of the copies of the library."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.backup import Backup


@dataclass(frozen=True, slots=True)
class Backups:
    """Contents of the sheet of backups."""

    all: tuple[Backup, ...] = ()
    """Newest first."""
    requested: str = ""
    """Name of the copy that is restored at the next start; empty: none."""
    known: bool = False
    """Whether they were read."""
