"""Outcome of a scan."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Outcome of the newest scan, or of a refused folder."""

    source: SourceId | None
    """`None`: the folder was refused and is not a source."""
    added: int = 0
    updated: int = 0
    moved: int = 0
    """Renamed or moved files recognised by their content."""
    missing: int = 0
    """Samples whose file is gone, now marked missing."""
    unreadable: int = 0
    """Samples of the source that cannot be decoded, whenever they were read."""
    skipped: int = 0
    """Entries that cannot be read now, such as broken links and forbidden folders."""
    cancelled: bool = False
    offline: bool = False
    """The root could not be reached; no sample was marked missing."""
    reason: str = ""
    """The first error; empty if there was none."""
    unsupported: tuple[tuple[str, int], ...] = ()
    """Audio files that cannot be decoded: extension and count, in descending order of count."""
    merged: tuple[bytes, ...] = ()
    """Roots of the sources that became part of it just before the scan."""
