"""The slice behind the sheet that names files and folders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import SampleId, SourceId


class Thing(Enum):
    """What gets a name."""

    SAMPLE = "sample"
    FOLDER = "folder"
    NEW_FOLDER = "new folder"
    ROOT = "root"
    """Where a source is now: a path."""
    TRASH = "trash"
    """The folder that takes what is thrown away: a path."""
    CLIPS = "clips"
    """The folder that clips are saved in: a path."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What gets a name in the open sheet."""

    thing: Thing
    name: str
    """What it is called now."""
    sample: SampleId | None = None
    source: SourceId | None = None
    path: bytes = b""
    """Of the folder, or of the one around the new one; below the root."""


@dataclass(frozen=True, slots=True)
class FileOperations:
    """What is being named."""

    naming: Naming | None = None
