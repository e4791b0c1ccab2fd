"""Commands and events about lists of samples and what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import SampleId, SourceId, Ticket
from models.library.counts import Counts
from models.library.folder import Folder
from models.library.query import Query
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.library.traits import Traits
from models.library.view_state import ViewState


@dataclass(frozen=True, slots=True)
class List:
    """List the ids of the samples matching `query`, sorted; a newer `List` supersedes it."""

    ticket: Ticket
    query: Query


@dataclass(frozen=True, slots=True)
class Count:
    """Count marks and types of a list; a newer `Count` supersedes it."""

    ticket: Ticket
    """Ticket of the `List`."""
    query: Query
    ids: SampleIds | None = None
    """Count among these; `None`: among all that the query finds."""
    types: bool = True
    """Count types, too."""


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Load the samples with these ids."""

    ticket: Ticket
    """Ticket of the `List` that returned the ids."""
    first: int
    """Row number of the first id, returned unchanged."""
    ids: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class ReadFolders:
    """Load the folder tree of a source."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class StoreViewState:
    """Store the view state of a source and make that source the last one viewed."""

    source: SourceId | None
    """`None`: all sources together."""
    view_state: ViewState


@dataclass(frozen=True, slots=True)
class Export:
    """Reply with every sample; for command-line programs, which block on the reply."""

    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class ReadTraits:
    """Load the traits of all samples."""


@dataclass(frozen=True, slots=True)
class TraitsRead:
    """Reply to `ReadTraits`."""

    traits: Traits


@dataclass(frozen=True, slots=True)
class ViewStatesRead:
    """The stored view state of each source; sent once, before the first `SourcesListed`."""

    view_states: Mapping[SourceId | None, ViewState]
    last: SourceId | None
    """The source viewed last; `None`: all sources together."""
    known: bool
    """`last` was stored; false on the first start."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Reply to `List`."""

    ticket: Ticket
    ids: SampleIds
    respelled: tuple[Respelling, ...] = ()
    """Words without matches that were replaced by similar ones."""
    elsewhere: int = 0
    """If the list is empty: the number of matches in all sources, ignoring marks."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Reply to `Count`."""

    ticket: Ticket
    counts: Counts
    query: Query | None = None
    """Whose samples were counted; `None`: only some of them."""


@dataclass(frozen=True, slots=True)
class RowsRead:
    """Reply to `ReadRows`; ids that no longer exist are left out."""

    ticket: Ticket
    first: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class FoldersRead:
    """Reply to `ReadFolders`: parents before children, in display order."""

    source: SourceId
    folders: tuple[Folder, ...]


ListCommand = List | Count | ReadRows | ReadFolders | StoreViewState | Export | ReadTraits
ListEvent = TraitsRead | ViewStatesRead | Listed | Counted | RowsRead | FoldersRead
