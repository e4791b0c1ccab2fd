"""Slice of the sheet that names files and folders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import CollectionId, SampleId, SourceId, Ticket
from models.library.files.rename_plan import RenamePlan


class Thing(Enum):
    """Kind of item to be named."""

    SAMPLE = "sample"
    FOLDER = "folder"
    NEW_FOLDER = "new folder"
    ROOT = "root"
    """Path of the root of a source."""
    TRASH = "trash"
    """Path of the trash folder."""
    CLIPS = "clips"
    """Path of the folder of clips."""
    CLUSTER = "cluster"
    """Address of the cluster that computes."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The item named in the open sheet."""

    thing: Thing
    name: str
    """Its present name."""
    sample: SampleId | None = None
    source: SourceId | None = None
    path: bytes = b""
    """Of the folder, or of the parent of a new one; relative to the root."""
    reason: str = ""
    """Why the name confirmed last was refused."""
    trial: Ticket | None = None
    """Request whether the address in `name` answers; `None`: none is being tried."""


@dataclass(frozen=True, slots=True)
class FileOperations:
    """The pending naming, if any."""

    naming: Naming | None = None
    confirmed: Naming | None = None
    """What the library was asked for last, with the new name; it may be refused."""
    renamed: tuple[SampleId, ...] = ()
    """Samples that are renamed by a pattern."""
    pattern: str = "{stem}"
    reason: str = ""
    """Why the pattern is invalid."""
    collection: CollectionId | None = None
    """Its members are renamed, instead of `renamed`."""
    count: int = 0
    """Number of samples that are renamed."""
    ticket: Ticket = Ticket(0)
    """Ticket of the newest plan that was requested."""
    plan: RenamePlan | None = None
    """What the pattern would do; `None`: not known yet."""
