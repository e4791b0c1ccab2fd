"""Commands and events about files and folders on disk."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import CollectionId, SampleId, SourceId, Ticket
from models.library.files.rename_plan import RenamePlan
from models.state.notice import Notice
from models.state.progress import Progress
from models.state.task_label import TaskLabel


@dataclass(frozen=True, slots=True)
class RenameSample:
    """Rename a file; its extension is kept unless another audio extension is given."""

    sample: SampleId
    name: str


@dataclass(frozen=True, slots=True)
class RenameSamples:
    """Rename files by a pattern, in this order, as one step; extensions are kept.

    Equal names are numbered; a name that another file has is refused, and nothing is renamed.
    """

    samples: tuple[SampleId, ...]
    pattern: str
    """See `models.library.files.name_pattern`; its fields are `RENAME_FIELDS`."""
    collection: CollectionId | None = None
    """Rename its members, in their order, instead of `samples`."""
    reply_to: Reply[Notice] | None = None
    """For command-line programs."""


@dataclass(frozen=True, slots=True)
class PlanRenaming:
    """Find out what `RenameSamples` would do; `RenamingPlanned` replies."""

    ticket: Ticket
    wanted: RenameSamples
    reply_to: Reply[RenamePlan] | None = None
    """For command-line programs."""


@dataclass(frozen=True, slots=True)
class MoveSamples:
    """Move files into a folder."""

    samples: tuple[SampleId, ...]
    source: SourceId
    folder: bytes
    """Relative to the root."""


@dataclass(frozen=True, slots=True)
class PasteFiles:
    """Copy audio files from anywhere into a folder; copies get free names."""

    paths: tuple[bytes, ...]
    """Absolute; those of other kinds are left out."""
    source: SourceId
    folder: bytes
    """Relative to the root."""


@dataclass(frozen=True, slots=True)
class BringIn:
    """Move copies, made for `PasteFiles`, into a folder."""

    paths: tuple[bytes, ...]
    source: SourceId
    folder: bytes
    """Relative to the root."""
    left_out: str = ""
    """A file that was not copied, and why; empty: all were."""


@dataclass(frozen=True, slots=True)
class CollectFiles:
    """Append the samples with these paths to a collection; others are left out with a notice."""

    paths: tuple[bytes, ...]
    collection: CollectionId


@dataclass(frozen=True, slots=True)
class TrashSamples:
    """Move files to the trash."""

    samples: tuple[SampleId, ...]
    trash: bytes | None = None
    """The trash folder; `None`: the system trash."""


@dataclass(frozen=True, slots=True)
class NewFolder:
    """Create an empty folder."""

    source: SourceId
    parent: bytes
    """Relative to the root; empty: the root itself."""
    name: str


@dataclass(frozen=True, slots=True)
class RenameFolder:
    """Rename a folder."""

    source: SourceId
    path: bytes
    name: str


@dataclass(frozen=True, slots=True)
class MoveFolder:
    """Move a folder with its contents into another folder of its source."""

    source: SourceId
    path: bytes
    into: bytes
    """Relative to the root; empty: the root itself."""


@dataclass(frozen=True, slots=True)
class TrashFolder:
    """Move a folder with its contents to the trash."""

    source: SourceId
    path: bytes
    trash: bytes | None = None
    """The trash folder; `None`: the system trash."""


@dataclass(frozen=True, slots=True)
class FilesMoved:
    """Files or folders were moved."""

    incomplete: bool = False
    """Some of them could not be moved."""


@dataclass(frozen=True, slots=True)
class RenamingPlanned:
    """Reply to `PlanRenaming`."""

    ticket: Ticket
    plan: RenamePlan
    reason: str = ""
    """Why there is none."""


@dataclass(frozen=True, slots=True)
class TrashRefused:
    """Nothing was deleted, as this trash cannot be used; another one may work."""

    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class WorkProgressed:
    """Progress of a long task of the library; at most five times a second."""

    progress: Progress
    """Its ticket is negative, as the library issued it; `CancelScan` accepts it."""
    label: TaskLabel


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """The task of `WorkProgressed` finished, failed or was cancelled."""

    ticket: Ticket


FileChange = FilesMoved
FileCommand = (
    RenameSample
    | RenameSamples
    | PlanRenaming
    | MoveSamples
    | PasteFiles
    | BringIn
    | CollectFiles
    | TrashSamples
    | NewFolder
    | RenameFolder
    | MoveFolder
    | TrashFolder
)
FileEvent = RenamingPlanned | TrashRefused | WorkProgressed | WorkEnded
