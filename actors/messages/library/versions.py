"""Commands and events about history, versions, originals and backups."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import SampleId, Ticket
from models.edit.version import FileVersions, HistoryStep, OriginalsReport
from models.library.action import Action
from models.library.backup import Backup


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """Load the steps of the journal."""

    ticket: Ticket
    reply_to: Reply[HistoryRead] | None = None
    """For command-line programs."""


@dataclass(frozen=True, slots=True)
class ReadBackups:
    """Load which copies of the library there are."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class RequestRestore:
    """Have a copy of the library restored at the next start."""

    ticket: Ticket
    name: str
    """See `Backup.name`; empty: none after all."""


@dataclass(frozen=True, slots=True)
class ReadVersions:
    """Load the versions of the file of a sample."""

    ticket: Ticket
    sample: SampleId


@dataclass(frozen=True, slots=True)
class ReadOriginals:
    """Report the space used by contents that edits replaced."""

    ticket: Ticket
    reply_to: Reply[OriginalsRead] | None = None
    """For command-line programs."""


@dataclass(frozen=True, slots=True)
class ReclaimOriginals:
    """Delete the oldest contents that edits replaced, for good; `OriginalsRead` replies.

    Steps that need them can no longer be undone.
    """

    ticket: Ticket
    keep: int
    """Bytes that may stay in use."""
    reply_to: Reply[OriginalsRead] | None = None
    """For command-line programs."""
    dry: bool = False
    """Only say what would be deleted."""


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """Reply to `ReadHistory`: steps in the order they were done, then those undone."""

    ticket: Ticket
    steps: tuple[HistoryStep, ...]


@dataclass(frozen=True, slots=True)
class BackupsRead:
    """Reply to `ReadBackups` and `RequestRestore`."""

    ticket: Ticket
    backups: tuple[Backup, ...]
    """Newest first."""
    requested: str
    """Name of the copy that is restored at the next start; empty: none."""


@dataclass(frozen=True, slots=True)
class VersionsRead:
    """Reply to `ReadVersions`."""

    ticket: Ticket
    versions: FileVersions


@dataclass(frozen=True, slots=True)
class OriginalsRead:
    """Reply to `ReadOriginals` and `ReclaimOriginals`."""

    ticket: Ticket
    report: OriginalsReport
    planned: bool = False
    """What the report says is deleted is there still."""


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """The next steps of undo and redo; sent at start-up and whenever they change."""

    undo: Action | None
    """The step that would be undone; `None`: there is none."""
    redo: Action | None
    """The step that would be redone; `None`: there is none."""


VersionCommand = (
    ReadHistory | ReadBackups | RequestRestore | ReadVersions | ReadOriginals | ReclaimOriginals
)
VersionEvent = HistoryRead | BackupsRead | VersionsRead | OriginalsRead | HistoryChanged
