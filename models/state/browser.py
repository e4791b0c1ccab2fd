"""Slices of the sources, the folders and the sample lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.audio.units import SampleId, SourceId, Ticket
from models.library.counts import Counts
from models.library.decisions import Decisions
from models.library.folder import Folder
from models.library.query import Query
from models.library.report import ScanReport
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.library.source import Source
from models.library.tag import Tag
from models.library.view_state import ViewState


@dataclass(frozen=True, slots=True)
class Window:
    """The rows in memory: those on screen and some around them."""

    first: int = 0
    """Row number of the first."""
    rows: tuple[Sample | None, ...] = ()
    """`None`: not read yet."""

    def row(self, number: int) -> Sample | None:
        """Return the sample in row `number`, or `None` if it is not in memory."""
        at = number - self.first
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def find(self, sample: SampleId) -> Sample | None:
        """Return the row of `sample`, if it is in memory."""
        return next((row for row in self.rows if row is not None and row.id == sample), None)

    def replacing(self, samples: tuple[Sample, ...]) -> Window:
        """Return the window with newer versions of `samples`."""
        newer = {sample.id: sample for sample in samples}
        rows = tuple(row and newer.get(row.id, row) for row in self.rows)
        return Window(self.first, rows)

    def tagged(self, tags: Mapping[SampleId, Tag]) -> Window:
        """Return the window with new marks."""
        rows = tuple(
            replace(row, tag=tags[row.id]) if row is not None and row.id in tags else row
            for row in self.rows
        )
        return Window(self.first, rows)


def _no_view_states() -> Mapping[SourceId | None, ViewState]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A folder to forget, while the user is asked to confirm."""

    path: bytes
    decisions: Decisions
    missing_only: bool = False
    """Only samples whose files are missing."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources."""

    all: tuple[Source, ...] = ()
    known: bool = False
    """Whether the library has replied: an empty list is really empty."""
    reason: str = ""
    """Why the library cannot be opened; empty: it can, or is being opened."""
    focus: SourceId | None = None
    """The open source; `None`: all."""
    report: ScanReport | None = None
    """Report of the newest scan."""
    view_states: Mapping[SourceId | None, ViewState] = field(default_factory=_no_view_states)
    """View states by source; `None`: all sources together."""
    last: SourceId | None = None
    """Source viewed last in the previous run."""
    remembers: bool = False
    """Whether an earlier run stored `last`."""
    change_reason: str = ""
    """Why the newest command to remove, narrow or forget a source failed."""
    root_reason: str = ""
    """Why the folder in the sheet cannot be a source; empty: it can."""
    forgetting: Forgetting | None = None
    """What forgetting would remove, while the user is asked to confirm."""

    def find(self, source: SourceId | None) -> Source | None:
        """Return the source with that id, or `None`."""
        return next((known for known in self.all if known.id == source), None)

    @property
    def protected(self) -> frozenset[SourceId]:
        """The read-only ones."""
        return frozenset(source.id for source in self.all if source.read_only)


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder tree of the open source."""

    source: SourceId | None = None
    all: tuple[Folder, ...] = ()
    """Parents before children."""
    open: frozenset[bytes] = frozenset()
    """Expanded folders."""
    focus: bytes = b""
    """The focused row."""

    @property
    def visible(self) -> tuple[Folder, ...]:
        """The visible rows: those whose parents are all expanded."""
        rows: list[Folder] = []
        shut_at: int | None = None
        for folder in self.all:
            if shut_at is not None and folder.depth > shut_at:
                continue
            shut_at = None
            rows.append(folder)
            if folder.path not in self.open:
                shut_at = folder.depth
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class Browser:
    """A sample list."""

    query: Query = Query()
    shown: Query = Query()
    """The query whose rows are shown; differs from `query` while that is pending."""
    ticket: Ticket = Ticket(0)
    """Ticket of the newest query; results of older ones are ignored."""
    stale: bool = False
    """Rows changed while a query was pending: run it again after the result."""
    waiting: bool = False
    """Whether a query is pending."""
    outdated: bool = False
    """Whether the rows are those of the previous query, while another one is pending."""
    elsewhere: int = 0
    """If the search has no match here: number of matches in all sources."""
    counts: Counts | None = None
    """Counts beside the filters; `None`: not known."""
    ids: SampleIds = field(default_factory=SampleIds)
    window: Window = Window()
    wanted: tuple[int, int] = (0, 60)
    """Rows on screen: first, count."""
    focus: SampleId | None = None
    """Sample in the focused row; kept when the list is sorted."""
    fresh: bool = False
    """Whether the list itself put the focus on its first row: the first step goes to that row."""
    row: int | None = None
    """Number of the focused row; focused next if its sample leaves the list."""
    pending: bool = False
    """Whether the focused row is not read yet: it is loaded (and played) then."""
    reveal: int = 0
    """Incremented when a key moves the focus: the list scrolls to it."""
    reason: str = ""
    """Why the query failed; empty if it did not."""
    respelled: tuple[Respelling, ...] = ()
    """Unknown words that were replaced by similar ones."""
    quiet: bool = False
    """Whether the pending row is only shown, not auditioned."""
    advancing: bool = False
    """Whether the row that follows one that is about to leave the list is auditioned."""
    selection: frozenset[SampleId] = frozenset()
    anchor: SampleId | None = None
    """Start of the range selection; `None`: the focused row."""

    @property
    def rejected(self) -> int:
        """Number of rows, if the list shows the rejected samples only; else 0."""
        return len(self.ids) if self.query.tag is Tag.TRASH and not self.outdated else 0

    @property
    def focused(self) -> Sample | None:
        """Sample in the focused row, if it is in memory."""
        return None if self.focus is None else self.window.find(self.focus)
