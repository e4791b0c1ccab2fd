"""Slice of the sheet that exports a collection."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, Ticket
from models.library.export.profile import Profile
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings


@dataclass(frozen=True, slots=True)
class Exporting:
    """Settings of the export, and its outcome."""

    collection: CollectionId | None = None
    folder: str = ""
    """As typed; undecodable bytes as in PEP 383."""
    settings: ExportSettings = ExportSettings()
    profiles: tuple[Profile, ...] = ()
    """Hardware profiles that may be chosen, by title."""
    profile_problems: tuple[str, ...] = ()
    """Files of the user that are no profiles, one line each."""
    asked: bool = False
    """Whether the settings of the last export are pending; changes made meanwhile are kept."""
    reason: str = ""
    """Why these settings are invalid; empty: they are valid."""
    running: Ticket | None = None
    """Ticket of the running export."""
    report: ExportReport | None = None
    """Report of the newest export."""
