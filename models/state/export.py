"""The slice behind the sheet that exports a collection."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, Ticket
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings


@dataclass(frozen=True, slots=True)
class Exporting:
    """What will be exported, where to, and what came of the last time."""

    collection: CollectionId | None = None
    folder: str = ""
    """As typed; undecodable bytes as PEP 383 has them."""
    settings: ExportSettings = ExportSettings()
    asked: bool = False
    """The library looks how it was done the last time; what is chosen meanwhile holds."""
    reason: str = ""
    """Why it cannot be done like this; empty if it can."""
    running: Ticket | None = None
    """The newest export, if it still runs."""
    report: ExportReport | None = None
    """Of the newest export."""
