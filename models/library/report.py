"""What a scan came to."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId


@dataclass(frozen=True, slots=True)
class ScanReport:
    """The outcome of the newest scan, or of a folder that was refused."""

    source: SourceId | None
    """`None`: the folder was refused and is no source."""
    added: int = 0
    updated: int = 0
    moved: int = 0
    """Renamed or moved files recognised by their content."""
    missing: int = 0
    """Samples whose file is gone, now marked."""
    unreadable: int = 0
    """Entries skipped or marked with an error."""
    cancelled: bool = False
    offline: bool = False
    """The root could not be reached; nothing was marked."""
    problem: str = ""
    """The first thing that went wrong; empty if nothing did."""
    unsupported: tuple[tuple[str, int], ...] = ()
    """Files of sound that cannot be read: endings and how many, the most first."""
