"""Where a path of the file system is in the library."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, SourceId


@dataclass(frozen=True, slots=True)
class PathPlace:
    """Where a path is in the library."""

    path: bytes
    """Absolute, without symlinks."""
    is_folder: bool
    exists: bool
    source: SourceId | None = None
    """`None`: it is in no source."""
    folder: bytes = b""
    """Itself or its folder, relative to the root of the source."""
    sample: SampleId | None = None
    """`None`: it is no sample."""
