"""Commands and events about sources."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import SourceId, Ticket
from models.library.decisions import Decisions
from models.library.source import Source
from models.state.notice import Notice


@dataclass(frozen=True, slots=True)
class AddSource:
    """Add a folder to the library and scan it.

    Sources inside it are merged into it; if it lies inside a source, only that subfolder is
    scanned. What the library knew of it before it was removed is restored.
    """

    ticket: Ticket
    """Identifies the scan that follows."""
    root: bytes
    full: bool = False
    """See `Scan`."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Remove a source from the library as an undoable step; no file is touched."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class NarrowSource:
    """Reduce a source to one of its folders as an undoable step; no file is touched."""

    source: SourceId
    folder: bytes
    """Relative to the root, not empty."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Permanently erase samples and all decisions about them; no file is touched.

    If `path` is a source: all of its samples. Otherwise the samples at or below `path` that are no
    longer in the library: their source was removed or their file is missing.
    """

    path: bytes
    confirmed: bool = False
    """If false, only report what would be erased."""
    missing_only: bool = False
    """Only samples whose file was not found, also in a source."""


@dataclass(frozen=True, slots=True)
class FetchSources:
    """Return all sources."""

    reply_to: Reply[tuple[Source, ...]]


@dataclass(frozen=True, slots=True)
class SetSourceOptions:
    """Change options of a source; `SourcesListed` follows."""

    source: SourceId
    read_only: bool | None = None
    """Whether its files are never changed; `None`: as it was."""
    worker_root: bytes | None = None
    """Where workers of a cluster see its root, empty: at the same path; `None`: as it was."""
    reply_to: Reply[bool] | None = None
    """Receives `True` when it is stored."""


@dataclass(frozen=True, slots=True)
class RelinkSource:
    """Set the new root of a source whose folder was moved; samples keep their ids."""

    source: SourceId
    root: bytes
    reply_to: Reply[bool] | None = None
    """For command-line programs: receives `True` once the change is on disk."""


@dataclass(frozen=True, slots=True)
class SourcesChanged:
    """A source was removed, narrowed or restored; `SourcesListed` follows."""


@dataclass(frozen=True, slots=True)
class SourcesListed:
    """All sources in order; sent at start-up and whenever one changes."""

    sources: tuple[Source, ...]
    quiet: bool = False
    """A new source was not requested by the user: keep the current list."""


@dataclass(frozen=True, slots=True)
class SourceAdded:
    """A folder was added as, or to, a source, or absorbed other sources; its scan follows."""

    ticket: Ticket
    source: SourceId
    folder: bytes
    """Relative to the root if it is a subfolder of the source; empty: the source itself."""
    notice: Notice | None
    """What happened; `None`: the step that merged sources tells it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Reply to `Forget`: what was, or would be, erased."""

    path: bytes
    decisions: Decisions
    erased: bool
    """It was erased; if false, it only would be."""
    missing_only: bool = False


@dataclass(frozen=True, slots=True)
class SourceRefused:
    """A folder cannot become a source."""

    root: bytes
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class SourceRelinked:
    """The root of a source changed."""

    source: SourceId
    root: bytes
    """The new root, absolute."""


SourceOptionCommand = FetchSources | SetSourceOptions
SourcesChange = SourcesChanged
SourcesCommand = (
    AddSource
    | RemoveSource
    | NarrowSource
    | Forget
    | FetchSources
    | SetSourceOptions
    | RelinkSource
)
SourcesEvent = SourcesListed | SourceAdded | Forgotten | SourceRefused | SourceRelinked
