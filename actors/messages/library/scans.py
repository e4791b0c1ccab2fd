"""Commands and events about scans."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, SourceId, Ticket
from models.library.report import ScanReport
from models.library.sample import Sample
from models.state.progress import Progress


@dataclass(frozen=True, slots=True)
class Scan:
    """Compare a source with the disk; a cancelled scan resumes where it stopped."""

    ticket: Ticket
    source: SourceId
    full: bool = False
    """Read every file completely, even if its metadata is unchanged."""


@dataclass(frozen=True, slots=True)
class CancelScan:
    """Stop a scan, export or other long task; completed work is kept."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StoreSampleError:
    """Store why the content of a sample cannot be decoded; an empty reason clears it.

    Only for defects of the content itself; for transient failures use `RescanFolderOf`.
    """

    sample: SampleId
    reason: str


@dataclass(frozen=True, slots=True)
class RescanFolderOf:
    """Rescan the folder of a sample whose file could not be read just now."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class ScanProgressed:
    """Progress of a scan; sent at once, then at most five times a second."""

    progress: Progress
    """In audio files; without a total until the whole tree was walked."""
    source: SourceId
    changed: bool
    """Rows were added or changed since the last report: lists are stale."""


@dataclass(frozen=True, slots=True)
class ScanEnded:
    """A scan finished, failed or was cancelled."""

    ticket: Ticket
    report: ScanReport


@dataclass(frozen=True, slots=True)
class SamplesAdded:
    """A source gained or lost samples: lists are stale."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class SamplesChanged:
    """These samples changed: drop cached data about them."""

    samples: tuple[Sample, ...]


ScanCommand = Scan | CancelScan | StoreSampleError | RescanFolderOf
ScanEvent = ScanProgressed | ScanEnded | SamplesAdded | SamplesChanged
