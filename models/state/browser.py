"""The slice behind sources, folders and the sample list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.audio.units import SampleId, SourceId, Ticket
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
    """The rows that are at hand: those on screen and some around them."""

    first: int = 0
    """Row number of the first."""
    rows: tuple[Sample | None, ...] = ()
    """`None`: not read yet."""

    def row(self, number: int) -> Sample | None:
        """Return the sample in row `number`, or `None` if it is not at hand."""
        at = number - self.first
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def find(self, sample: SampleId) -> Sample | None:
        """Return the row of `sample`, if it is at hand."""
        return next((row for row in self.rows if row is not None and row.id == sample), None)

    def replacing(self, samples: tuple[Sample, ...]) -> Window:
        """Return the window with newer versions of `samples` where it shows them."""
        newer = {sample.id: sample for sample in samples}
        rows = tuple(row and newer.get(row.id, row) for row in self.rows)
        return Window(self.first, rows)

    def tagged(self, tags: Mapping[SampleId, Tag]) -> Window:
        """Return the window with these tags where it shows the samples."""
        rows = tuple(
            replace(row, tag=tags[row.id]) if row is not None and row.id in tags else row
            for row in self.rows
        )
        return Window(self.first, rows)


def _no_view_states() -> Mapping[SourceId | None, ViewState]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What a person is asked about before it is forgotten for good."""

    path: bytes
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources."""

    all: tuple[Source, ...] = ()
    known: bool = False
    """The library has answered: an empty list is truly empty."""
    reason: str = ""
    """Why the library could not be opened; empty while it may still be."""
    focus: SourceId | None = None
    """The row the keyboard is on."""
    report: ScanReport | None = None
    """The outcome of the newest scan."""
    view_states: Mapping[SourceId | None, ViewState] = field(default_factory=_no_view_states)
    """How each source was left; `None`: all of them together."""
    last: SourceId | None = None
    """The source that was looked at last, before this start."""
    remembers: bool = False
    """There was an earlier start that remembered `last`."""
    change_reason: str = ""
    """Why the newest order to remove, narrow or forget one was not carried out."""
    root_reason: str = ""
    """Why the folder that was last named in the sheet cannot be a source; empty: it can."""
    forgetting: Forgetting | None = None
    """What would be forgotten for good, while that is asked."""

    def find(self, source: SourceId | None) -> Source | None:
        """Return the source with that id, or `None`."""
        return next((known for known in self.all if known.id == source), None)


@dataclass(frozen=True, slots=True)
class Folders:
    """The tree of the chosen source."""

    source: SourceId | None = None
    all: tuple[Folder, ...] = ()
    """Parents before children."""
    open: frozenset[bytes] = frozenset()
    """Folders whose children are shown."""
    focus: bytes = b""
    """The row the keyboard is on."""

    @property
    def visible(self) -> tuple[Folder, ...]:
        """The rows of the tree: those whose parents are all open."""
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
    """The sample list."""

    query: Query = Query()
    ticket: Ticket = Ticket(0)
    """The newest `List`; answers to older ones are ignored."""
    stale: bool = False
    """Rows changed while an answer was awaited: ask again when it is there."""
    waiting: bool = False
    """An answer is awaited."""
    outdated: bool = False
    """The rows answer the question before: while an answer to another one is awaited."""
    elsewhere: int = 0
    """If nothing answers the search here: how many samples of all sources would."""
    ids: SampleIds = field(default_factory=SampleIds)
    window: Window = Window()
    wanted: tuple[int, int] = (0, 60)
    """Rows the screen shows: first, count."""
    focus: SampleId | None = None
    """The row the keyboard is on, by identity: it survives re-sorting."""
    row: int | None = None
    """Where the focus was last: the next row to focus when the sample leaves the list."""
    pending: bool = False
    """The focused row is not at hand yet: load (and play) it when it is."""
    reveal: int = 0
    """Counts up whenever the focus moved by key: the list then scrolls to it."""
    reason: str = ""
    """Why the question was not answered; empty if it was, or may be."""
    respelled: tuple[Respelling, ...] = ()
    """Which words were taken for others, being unknown."""
    quiet: bool = False
    """The pending row is only shown: the person did not ask to hear it."""
    selection: frozenset[SampleId] = frozenset()
    anchor: SampleId | None = None
    """Where the selection began; `None`: the focused row."""

    @property
    def rejected(self) -> int:
        """How many rows there are, if they are the rejected samples and nothing else."""
        return len(self.ids) if self.query.tag is Tag.TRASH and not self.outdated else 0

    @property
    def focused(self) -> Sample | None:
        """The sample in the focused row, if it is at hand."""
        return None if self.focus is None else self.window.find(self.focus)
