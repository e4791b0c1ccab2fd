"""A folder the person added."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId


@dataclass(frozen=True, slots=True)
class Source:
    """Everything audio below `root` belongs to it."""

    id: SourceId
    root: bytes
    """Absolute path, as the file system spells it."""
    name: str
    """Shown; the last part of the root, sanitised."""
    count: int = 0
    """Samples known, missing ones included."""
    offline: bool = False
    """The root cannot be reached (drive not mounted); samples stay, greyed out."""
