"""What the library actor hears and says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.analysis.analysis import Analysed
from models.audio.span import Span
from models.audio.units import CollectionId, SampleId, SourceId, Ticket
from models.duplicates.group import Group
from models.library.action import Action
from models.library.collection import AlreadyMembers, Collection
from models.library.decisions import Decisions
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings
from models.library.features import SampleFeatures
from models.library.folder import Folder
from models.library.query import Query
from models.library.report import ScanReport
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.library.source import Source
from models.library.tag import Tag
from models.library.traits import Traits
from models.library.view_state import ViewState
from models.predecessor.report import ImportReport
from models.state.notice import Notice
from models.state.progress import Progress
from models.state.task_label import TaskLabel
from models.types.sound_type import Detected, SoundType

Choices = Mapping[str, object]
"""Values by the names of fields of `Settings`."""


@dataclass(frozen=True, slots=True)
class AddSource:
    """Have a folder in the library and scan it.

    It takes in the sources that lie inside of it; if it lies inside of one, that
    part is scanned. What was known of it before it was removed comes back.
    """

    ticket: Ticket
    """Names the scan that follows."""
    root: bytes
    full: bool = False
    """See `Scan`."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Take a source out of the library; that is a step, and no file is touched."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class NarrowSource:
    """Let a source be one of its folders; that is a step, and no file is touched."""

    source: SourceId
    folder: bytes
    """Below the root, not empty."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget for good what is known of samples, with all that was decided about them.

    Of a source all; else of what is at or below a path and not in the library
    any more: its source was removed, or its file is not found. No file is touched.
    """

    path: bytes
    sure: bool = False
    """If not, only say what would go."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Compare a source with the disk; resumes where a cancelled scan stopped."""

    ticket: Ticket
    source: SourceId
    full: bool = False
    """Read every file as a whole, whatever the file system says of it."""


@dataclass(frozen=True, slots=True)
class CancelScan:
    """Stop the scan, the export, or other long work; what was done so far stays."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class List:
    """Say which samples answer `query`, in order; a newer one replaces it."""

    ticket: Ticket
    query: Query


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Read the samples behind these ids."""

    ticket: Ticket
    """The one of the `List` it belongs to."""
    first: int
    """Row number of the first id, handed back."""
    ids: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class ReadFolders:
    """Read the folder tree of a source."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class StoreViewState:
    """Keep how a source is looked at, and that it is the one looked at."""

    source: SourceId | None
    """`None`: all sources together."""
    look: ViewState


@dataclass(frozen=True, slots=True)
class Export:
    """Answer with every sample; for programs, which truly wait."""

    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class ReadTraits:
    """Say what is known of all samples at once."""


@dataclass(frozen=True, slots=True)
class TraitsRead:
    """The answer to `ReadTraits`."""

    traits: Traits


@dataclass(frozen=True, slots=True)
class FetchIdenticalCopies:
    """Answer with the samples whose files are equal byte by byte, equal ones together."""

    reply_to: Reply[tuple[tuple[Sample, ...], ...]]


@dataclass(frozen=True, slots=True)
class ShareFeatures:
    """Give what a model heard to all samples with that very content, and answer with these."""

    model: str
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class FetchUnembedded:
    """Answer with samples that a model has not listened to; none: it knows all.

    Of files that are surely equal only the first is among them: see `ShareFeatures`.
    """

    model: str
    after: SampleId
    """Only those with a higher id: nothing is looked through twice."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class CountUnembedded:
    """Answer with how many samples a model has not listened to."""

    model: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class CountEmbedded:
    """Answer with how many samples have features of a model."""

    model: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreFeatures:
    """Store what a model heard; answered once it is on disk."""

    model: str
    heard: tuple[SampleFeatures, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchFeatures:
    """Answer with everything that a model heard."""

    model: str
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class FetchFeatureTokens:
    """Answer with the name of the content that a model heard, by sample; as in `FetchFeatures`."""

    model: str
    reply_to: Reply[Mapping[int, bytes]]


@dataclass(frozen=True, slots=True)
class FetchUntyped:
    """Answer with what was heard in samples of which the type is not known, or out of date."""

    model: str
    classifier: str
    after: SampleId
    """Only those with a higher id: nothing is looked through twice."""
    limit: int
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class StoreTypes:
    """Store what samples were taken for; answered once it is on disk."""

    classifier: str
    detected: tuple[Detected, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchUnanalysed:
    """Answer with samples of which tempo, key and loudness are not known, or out of date."""

    analyser: str
    """Its version."""
    after: SampleId
    """Only those with a higher id: nothing is looked through twice."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class CountUnanalysed:
    """Answer with how many samples that would be."""

    analyser: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreAnalyses:
    """Store what was found out about samples; answered once it is on disk."""

    analyser: str
    analysed: tuple[Analysed, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Say what kind of sound samples are; that stays, whatever is detected later."""

    samples: tuple[SampleId, ...]
    type: SoundType | None
    """`None`: what was detected counts again."""
    reply_to: Reply[bool] | None = None
    """For programs: answered with `True` once it is done and on disk."""


@dataclass(frozen=True, slots=True)
class NoteFailure:
    """Mark a sample whose content cannot be played with the reason (empty: it can again).

    Only what is wrong with the content itself: what may pass is asked for by `RescanFolderOf`.
    """

    sample: SampleId
    reason: str


@dataclass(frozen=True, slots=True)
class RescanFolderOf:
    """Compare the folder of a sample with the disk: it could not be read just now."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class Mark:
    """Tag samples, as one step that can be undone.

    If all of them carry the opposite mark they become neutral instead: keep and
    trash are one key press apart from neutral, two from each other.
    """

    samples: tuple[SampleId, ...]
    tag: Tag


@dataclass(frozen=True, slots=True)
class KeepCopies:
    """Keep one file of each group and reject what it holds as well, as one step.

    See `models.duplicates.survivor`: no group is left without a file that is there.
    """

    groups: tuple[Group, ...]
    listed: frozenset[SampleId]
    """What the person sees of them: nothing else is rejected."""
    kept: SampleId | None = None
    """Of the only group; `None`: the best of each."""


@dataclass(frozen=True, slots=True)
class AddCollection:
    """Make an empty collection, the last in the list; a name that is taken is refused."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameCollection:
    """Give a collection another name; one that is taken is refused."""

    collection: CollectionId
    name: str


@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Forget a collection; its samples stay."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move a collection to this row of the list."""

    collection: CollectionId
    row: int


@dataclass(frozen=True, slots=True)
class AddToCollection:
    """Put samples at the end of a collection, in this order; members stay where they are."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class RemoveFromCollection:
    """Take samples out of a collection."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move members, in their present order, before what is in this row now."""

    collection: CollectionId
    samples: tuple[SampleId, ...]
    row: int


@dataclass(frozen=True, slots=True)
class ReadExport:
    """Say where and how a collection was exported last."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class ExportCollection:
    """Write the samples of a collection into a folder, as far as they changed."""

    ticket: Ticket
    collection: CollectionId
    folder: bytes
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class Clip:
    """Write a part of a sample as a file of its own, and add that to a collection."""

    collection: CollectionId
    sample: SampleId
    span: Span
    folder: bytes | None = None
    """Where to; `None`: the clips folder of the library."""


@dataclass(frozen=True, slots=True)
class RenameSample:
    """Give a file another name; its ending stays if none for sound is given."""

    sample: SampleId
    name: str


@dataclass(frozen=True, slots=True)
class MoveSamples:
    """Bring files into a folder."""

    samples: tuple[SampleId, ...]
    source: SourceId
    folder: bytes
    """Below the root."""


@dataclass(frozen=True, slots=True)
class TrashSamples:
    """Move files into the trash."""

    samples: tuple[SampleId, ...]
    trash: bytes | None = None
    """The folder that takes them; `None`: the trash of the system."""


@dataclass(frozen=True, slots=True)
class NewFolder:
    """Make an empty folder."""

    source: SourceId
    parent: bytes
    """Below the root; empty: the root itself."""
    name: str


@dataclass(frozen=True, slots=True)
class RenameFolder:
    """Give a folder another name."""

    source: SourceId
    path: bytes
    name: str


@dataclass(frozen=True, slots=True)
class MoveFolder:
    """Bring a folder, with all it holds, into another one of its source."""

    source: SourceId
    path: bytes
    into: bytes
    """Below the root; empty: the root itself."""


@dataclass(frozen=True, slots=True)
class TrashFolder:
    """Move a folder, with all it holds, into the trash."""

    source: SourceId
    path: bytes
    trash: bytes | None = None
    """The folder that takes it; `None`: the trash of the system."""


@dataclass(frozen=True, slots=True)
class RelinkSource:
    """Let a source be where its folder is now; its samples stay who they are."""

    source: SourceId
    root: bytes
    reply_to: Reply[bool] | None = None
    """For programs: answered with `True` once it is done and on disk."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the newest step back; without one, say so."""

    trash: bytes | None = None
    """Takes a file that the step wrote; `None`: the trash of the system."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do the step again that was taken back last; without one, say so."""


@dataclass(frozen=True, slots=True)
class FindPredecessor:
    """Say what the Rust program of our name left that could be imported."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Take over everything it left; a second time nothing more."""

    home: bytes | None = None
    """Home folder of the person, or the program's own folder; `None`: as usual."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Do not offer it again at the start."""


@dataclass(frozen=True, slots=True)
class CompleteImport:
    """The imported choices are in `config.toml`."""


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """These samples carry these tags now."""

    tags: Mapping[SampleId, Tag]


@dataclass(frozen=True, slots=True)
class TypesCorrected:
    """The types of these samples, which a person gives, are others now."""

    samples: tuple[Sample, ...]
    """As they are now."""


@dataclass(frozen=True, slots=True)
class CollectionsChanged:
    """Collections were made, removed, renamed or moved, or have other members."""

    collections: tuple[CollectionId, ...]
    already: AlreadyMembers | None = None
    """Those of the samples to be added that were members before."""


@dataclass(frozen=True, slots=True)
class SourcesChanged:
    """A source was removed, narrowed, or brought back; the list of sources follows."""


@dataclass(frozen=True, slots=True)
class FilesMoved:
    """Files or folders are elsewhere now."""

    incomplete: bool = False
    """Not all of them could be moved."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step was made, taken back or done again, and is on disk.

    Before it comes `CollectionsListed`, if that is another now; after it `HistoryChanged`.
    """

    notice: Notice
    """What was done."""
    changed: StepChange
    undone: bool = False
    """It was taken back."""


@dataclass(frozen=True, slots=True)
class NothingDone:
    """An order would have changed nothing: no step was made, taken back or done again."""

    notice: Notice
    """Why."""
    already: AlreadyMembers | None = None
    """The samples that were to be added to a collection, if that was the order."""


@dataclass(frozen=True, slots=True)
class CollectionsListed:
    """All collections, in order; said at the start and whenever one changed."""

    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class CollectionRefused:
    """A collection cannot have that name."""

    name: str
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """What undo and redo would do; said at the start and whenever it changes."""

    undo: Action | None
    """The step that would be taken back; `None`: there is none."""
    redo: Action | None
    """The step that would be done again; `None`: there is none."""


@dataclass(frozen=True, slots=True)
class ExportRead:
    """The answer to `ReadExport`."""

    collection: CollectionId
    folder: bytes
    """Empty: it never was exported."""
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class ExportProgressed:
    """An export goes on; said at most five times a second."""

    progress: Progress
    """In samples."""


@dataclass(frozen=True, slots=True)
class ExportEnded:
    """An export is over, in one way or another."""

    ticket: Ticket
    report: ExportReport


@dataclass(frozen=True, slots=True)
class SourcesListed:
    """All sources, in order; said at the start and whenever one changed."""

    sources: tuple[Source, ...]
    quiet: bool = False
    """Nobody asked for one that is new: what is listed stays."""


@dataclass(frozen=True, slots=True)
class SourceAdded:
    """A folder is a part of a source, or took in other sources; its scan follows."""

    ticket: Ticket
    source: SourceId
    folder: bytes
    """Below the root of the source: it is a part of that. Empty: it is the source."""
    notice: Notice


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is forgotten for good, or would be."""

    path: bytes
    decisions: Decisions
    sure: bool
    """It is done."""


@dataclass(frozen=True, slots=True)
class ViewStatesRead:
    """How each source was left; said once, before the first `SourcesListed`."""

    looks: Mapping[SourceId | None, ViewState]
    last: SourceId | None
    """The source that was looked at last; `None`: all of them."""
    known: bool
    """One was; else nobody was here yet."""


@dataclass(frozen=True, slots=True)
class SourceRefused:
    """A folder could not become a source."""

    root: bytes
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class ScanProgressed:
    """A scan goes on; said at most five times a second, the first one at once."""

    progress: Progress
    """In audio files; without a total until the whole tree was seen."""
    source: SourceId
    changed: bool
    """Rows were added or changed since the last report: lists are out of date."""


@dataclass(frozen=True, slots=True)
class ScanEnded:
    """A scan is over, in one way or another."""

    ticket: Ticket
    report: ScanReport


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer to `List`."""

    ticket: Ticket
    ids: SampleIds
    respelled: tuple[Respelling, ...] = ()
    """Words that were taken for others, as nothing is called by them."""
    elsewhere: int = 0
    """If nothing answers: how many samples of all sources, whatever their marks, would."""


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The answer to `ReadRows`; ids that no longer exist are left out."""

    ticket: Ticket
    first: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class FoldersRead:
    """The answer to `ReadFolders`, parents before children, in shown order."""

    source: SourceId
    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class TrashRefused:
    """Nothing was thrown away, as the trash cannot be used; another one may."""

    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class WorkProgressed:
    """Something of the library takes long; said at most five times a second."""

    progress: Progress
    """Its ticket is negative: the library made it. `CancelScan` stops what it names."""
    label: TaskLabel


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """What `WorkProgressed` told of is over, in one way or another."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class SourceRelinked:
    """A source is somewhere else now."""

    source: SourceId
    root: bytes
    """The absolute path."""


@dataclass(frozen=True, slots=True)
class SamplesAdded:
    """A source has samples that no list shows yet, or lost some: lists are out of date."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class SamplesChanged:
    """These samples are no longer what they were: drop what is cached of them."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class PredecessorFound:
    """There is something to import; said once into an empty library, and when asked."""

    summary: str
    """How much; empty: nothing."""
    places: tuple[str, ...] = ()
    """The files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What the predecessor left is in the library; `SourcesListed` came before."""

    report: ImportReport
    settings: Choices
    last: SourceId | None = None
    """The source that the person looked at last."""
    report_path: str = ""
    """The report as a text file; empty if it could not be written."""


@dataclass(frozen=True, slots=True)
class ChoicesImported:
    """An import whose choices did not reach `config.toml` yet."""

    settings: Choices


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """Nothing was imported, and nothing was changed."""

    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class LibraryFailed:
    """An order could not be carried out; the library goes on."""

    reason: str
    """What, which and why; lower case, no advice."""
    order: object = None
    """The `Command` that was not carried out; `None`: it was none."""


@dataclass(frozen=True, slots=True)
class LibraryClosed:
    """The library cannot be opened: every order is refused."""

    reason: str
    """What, which and why; lower case, no advice."""


StepChange = TagsChanged | TypesCorrected | CollectionsChanged | SourcesChanged | FilesMoved
"""What a step changed."""
StepOrder = (
    Mark
    | CorrectType
    | AddCollection
    | RenameCollection
    | RemoveCollection
    | PlaceCollection
    | AddToCollection
    | RemoveFromCollection
    | PlaceMembers
)
"""Orders that make a step at once; those that need the disk make theirs later."""
Typing = FetchUntyped | StoreTypes
Analysing = FetchUnanalysed | CountUnanalysed | StoreAnalyses
Hearing = (
    ShareFeatures
    | FetchUnembedded
    | CountUnembedded
    | CountEmbedded
    | StoreFeatures
    | FetchFeatures
    | FetchFeatureTokens
)
Command = (
    AddSource
    | RemoveSource
    | NarrowSource
    | Forget
    | Scan
    | CancelScan
    | List
    | ReadRows
    | ReadFolders
    | StoreViewState
    | Export
    | FetchIdenticalCopies
    | Hearing
    | ReadTraits
    | Typing
    | Analysing
    | StepOrder
    | NoteFailure
    | RescanFolderOf
    | KeepCopies
    | ReadExport
    | ExportCollection
    | Clip
    | RenameSample
    | MoveSamples
    | TrashSamples
    | NewFolder
    | RenameFolder
    | MoveFolder
    | TrashFolder
    | RelinkSource
    | FindPredecessor
    | ImportPredecessor
    | DeclineImport
    | CompleteImport
    | Undo
    | Redo
)
Event = (
    TraitsRead
    | SourcesListed
    | SourceAdded
    | Forgotten
    | ViewStatesRead
    | SourceRefused
    | ScanProgressed
    | ScanEnded
    | Listed
    | RowsRead
    | FoldersRead
    | TrashRefused
    | WorkProgressed
    | WorkEnded
    | SourceRelinked
    | SamplesAdded
    | SamplesChanged
    | StepDone
    | NothingDone
    | CollectionsListed
    | CollectionRefused
    | HistoryChanged
    | ExportRead
    | ExportProgressed
    | ExportEnded
    | PredecessorFound
    | Imported
    | ChoicesImported
    | ImportFailed
    | LibraryFailed
    | LibraryClosed
)
