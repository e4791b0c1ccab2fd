"""Commands and events of the library actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.analysis.analysis import Analysed
from models.audio.span import Span
from models.audio.units import CollectionId, SampleId, SourceId, Ticket
from models.duplicates.group import Group
from models.edit.edit import Edit
from models.edit.edited_sample import EditedSample
from models.edit.report import EditReport, RefusedEdit
from models.edit.version import FileVersions, HistoryStep, OriginalsReport
from models.inside.chunk import (
    ChunkChanges,
    ChunkCounts,
    EmbeddedChunk,
    PendingChunk,
    Place,
)
from models.library.action import Action
from models.library.backup import Backup
from models.library.collection import AlreadyMembers, Collection
from models.library.counts import Counts
from models.library.decisions import Decisions
from models.library.export.profile import Profile
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings
from models.library.features import SampleFeatures, StoredFeatures
from models.library.files.rename_plan import RenamePlan
from models.library.folder import Folder
from models.library.hot_folder import HotFolder, HotPlace, Sounds
from models.library.path_place import PathPlace
from models.library.query import Query
from models.library.report import ScanReport
from models.library.sample import Sample
from models.library.sample_name import SampleName
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.library.source import Source
from models.library.tag import Tag
from models.library.traits import Traits
from models.library.vector_changes import VectorChanges, VectorFile
from models.library.view_state import ViewState
from models.predecessor.report import ImportReport
from models.similarity.saved_search import SavedSearch, SearchId
from models.state.notice import Notice
from models.state.progress import Progress
from models.state.task_label import TaskLabel
from models.triage.triage import Decided
from models.types.sound_type import Detected, SoundType

SettingValues = Mapping[str, object]
"""Values of settings by field name of `Settings`."""


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
class ReadTraits:
    """Load the traits of all samples."""


@dataclass(frozen=True, slots=True)
class TraitsRead:
    """Reply to `ReadTraits`."""

    traits: Traits


@dataclass(frozen=True, slots=True)
class FetchIdenticalCopies:
    """Reply with groups of samples whose files are identical byte for byte."""

    reply_to: Reply[tuple[tuple[Sample, ...], ...]]


@dataclass(frozen=True, slots=True)
class ShareFeatures:
    """Copy a model's features to samples with identical content; reply with the copies."""

    model: str
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class FetchUnembedded:
    """Reply with samples that lack features of a model; empty: there are none.

    Of files known to be identical only the first is included: see `ShareFeatures`.
    """

    model: str
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class CountUnembedded:
    """Reply with the number of samples that lack features of a model."""

    model: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class CountEmbedded:
    """Reply with the number of samples that have features of a model."""

    model: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreFeatures:
    """Store features of a model; replies with their number once they are on disk."""

    model: str
    features: tuple[SampleFeatures, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchVectorChanges:
    """Reply with what changed since a state of the vectors of a model."""

    model: str
    file: str
    """Name of the vector file that the state began with; empty: none."""
    since: int
    """Last change that the state contains."""
    visibility: int
    """Visibility that the state knows; -1: none."""
    reply_to: Reply[VectorChanges]


@dataclass(frozen=True, slots=True)
class FetchFeatureIds:
    """Reply with the samples that have features of a model, hidden ones too, by id."""

    model: str
    reply_to: Reply[SampleIds]


@dataclass(frozen=True, slots=True)
class FetchFeatures:
    """Reply with features of a model, of hidden samples too, by id; empty: there are no more."""

    model: str
    after: SampleId
    """Only samples with a higher id."""
    limit: int
    reply_to: Reply[tuple[StoredFeatures, ...]]


@dataclass(frozen=True, slots=True)
class FetchFeaturesOf:
    """Reply with the features of these samples, by id; those without any are left out."""

    model: str
    samples: SampleIds
    reply_to: Reply[tuple[StoredFeatures, ...]]


@dataclass(frozen=True, slots=True)
class StoreVectorFile:
    """Make a file the one of its model, and forget the changes that it contains.

    Replies with the names of all valid files: it is not among them if a newer one was stored
    meanwhile.
    """

    model: str
    file: VectorFile
    reply_to: Reply[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FetchPaths:
    """Reply with the absolute paths of samples, in their order; empty: unknown."""

    samples: SampleIds
    reply_to: Reply[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class FetchNames:
    """Reply with the names of the samples that may be called by a word, and of some more.

    Those with one of the words in their path or the name of a collection, and those of which a
    person corrected the type to one of `types`; by id, a hidden one too.
    """

    words: tuple[str, ...]
    """Folded for search, not empty each."""
    types: tuple[SoundType, ...]
    also: SampleIds
    reply_to: Reply[tuple[SampleName, ...]]


@dataclass(frozen=True, slots=True)
class FetchPendingChunks:
    """Reply with chunks of long samples that were not embedded yet, in order."""

    model: str
    after: Place
    limit: int
    reply_to: Reply[tuple[PendingChunk, ...]]


@dataclass(frozen=True, slots=True)
class CountChunks:
    """Reply with how many chunks are pending, and how many were embedded."""

    model: str
    reply_to: Reply[ChunkCounts]


@dataclass(frozen=True, slots=True)
class StoreChunks:
    """Store what was embedded in chunks; replies with their number once they are on disk."""

    model: str
    chunks: tuple[EmbeddedChunk, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchChunks:
    """Reply with what was embedded in chunks after a place, in order; empty: there are no more."""

    model: str
    after: Place
    limit: int
    reply_to: Reply[tuple[EmbeddedChunk, ...]]


@dataclass(frozen=True, slots=True)
class FetchChunksOf:
    """Reply with what was embedded in these samples, in order."""

    model: str
    samples: SampleIds
    reply_to: Reply[tuple[EmbeddedChunk, ...]]


@dataclass(frozen=True, slots=True)
class FetchChunkChanges:
    """Reply with what changed since a state of the windows of a model."""

    model: str
    file: str
    """Name of the file that the state began with; empty: none."""
    since: int
    """Last change that it contains."""
    reply_to: Reply[ChunkChanges]


@dataclass(frozen=True, slots=True)
class StoreWindowFile:
    """Store which file of windows is valid; replies with the names of all valid files."""

    model: str
    file: VectorFile
    reply_to: Reply[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FetchDecided:
    """Reply with the marked samples of a source or collection; `None`: of all."""

    source: SourceId | None
    collection: CollectionId | None
    reply_to: Reply[Decided]


@dataclass(frozen=True, slots=True)
class ResetTriage:
    """Let the marks of a source or collection teach nothing any more, as one undoable step."""

    source: SourceId | None
    collection: CollectionId | None
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class TriageReset:
    """Marks teach nothing any more, or teach again."""


@dataclass(frozen=True, slots=True)
class FetchListed:
    """Reply with the samples that a query lists, in its order."""

    query: Query
    reply_to: Reply[SampleIds]


@dataclass(frozen=True, slots=True)
class FetchMatching:
    """Reply with the samples that match a search, in no order to rely on."""

    words: str
    reply_to: Reply[SampleIds]


@dataclass(frozen=True, slots=True)
class FindPaths:
    """Reply with the samples at absolute paths, in their order; `None`: not in the library."""

    paths: tuple[bytes, ...]
    reply_to: Reply[tuple[SampleId | None, ...]]


@dataclass(frozen=True, slots=True)
class FetchUntyped:
    """Reply with the features of samples whose detected type is unknown or out of date."""

    model: str
    classifier: str
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class StoreTypes:
    """Store detected types; replies with their number once they are on disk."""

    classifier: str
    detected: tuple[Detected, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchUnanalysed:
    """Reply with samples whose tempo, key and loudness are unknown or out of date."""

    analyser: str
    """Version of the analyser."""
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class CountUnanalysed:
    """Reply with the number of samples that `FetchUnanalysed` would return in total."""

    analyser: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreAnalyses:
    """Store analysis results; replies with their number once they are on disk."""

    analyser: str
    analysed: tuple[Analysed, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Set the type of samples by hand; it takes precedence over any detected type."""

    samples: tuple[SampleId, ...]
    type: SoundType | None
    """`None`: revert to the detected type."""
    reply_to: Reply[bool] | None = None
    """For command-line programs: receives `True` once the change is on disk."""


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """Keep a question under a name, in place of one that is kept under it."""

    name: str
    question: str
    """From `Question.to_text`."""
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class RenameSearch:
    """Give a saved search another name."""

    search: SearchId
    name: str
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    """Remove a saved search."""

    search: SearchId
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class ReadSearches:
    """Read the saved searches."""

    reply_to: Reply[tuple[SavedSearch, ...]] | None = None
    """For command-line programs; `None`: `SearchesRead` follows."""


@dataclass(frozen=True, slots=True)
class SearchesRead:
    """Reply to `ReadSearches`."""

    searches: tuple[SavedSearch, ...]


@dataclass(frozen=True, slots=True)
class SearchesChanged:
    """Searches were saved, renamed or removed."""

    searches: tuple[SavedSearch, ...]
    """All of them."""


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
class Mark:
    """Mark samples, as one undoable step.

    If all of them carry the opposite mark they become unmarked instead: keep and reject are one key
    press away from unmarked, two from each other.
    """

    samples: tuple[SampleId, ...]
    tag: Tag


@dataclass(frozen=True, slots=True)
class KeepCopies:
    """Keep one file of each group of duplicates and reject the others, as one step.

    See `models.duplicates.survivor`: no group is left without an existing file.
    """

    groups: tuple[Group, ...]
    listed: frozenset[SampleId]
    """The group members on the screen; no other sample is rejected."""
    kept: SampleId | None = None
    """The sample to keep, if there is only one group; `None`: the best of each group."""


@dataclass(frozen=True, slots=True)
class AddCollection:
    """Create an empty collection at the end of the list; duplicate names are refused."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameCollection:
    """Rename a collection; duplicate names are refused."""

    collection: CollectionId
    name: str


@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Delete a collection; its samples stay."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move a collection to this row of the list."""

    collection: CollectionId
    row: int


@dataclass(frozen=True, slots=True)
class AddToCollection:
    """Append samples to a collection in this order; existing members keep their rows."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class RemoveFromCollection:
    """Remove samples from a collection."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move members, keeping their relative order, before the member now in `row`."""

    collection: CollectionId
    samples: tuple[SampleId, ...]
    row: int


@dataclass(frozen=True, slots=True)
class ReadExport:
    """Load the folder and settings of a collection's last export."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class ExportCollection:
    """Write the samples of a collection to a folder, skipping unchanged ones."""

    ticket: Ticket
    collection: CollectionId
    folder: bytes
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class Clip:
    """Write a span of a sample to a new file and add that file to a collection."""

    collection: CollectionId
    sample: SampleId
    span: Span
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""


@dataclass(frozen=True, slots=True)
class SaveSpans:
    """Write spans of a sample to new files, as one step; no file is ever overwritten.

    Cancelled or failed, it leaves no file behind.
    """

    sample: SampleId
    spans: tuple[Span, ...]
    stems: tuple[str, ...]
    """Name of each file without extension; one that is in use gets `_2`, `_3`, …"""
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""
    collection: CollectionId | None = None
    """Collection that the files are appended to."""
    reply_to: Reply[tuple[bytes, ...]] | None = None
    """For command-line programs: receives the paths of the files."""


@dataclass(frozen=True, slots=True)
class LocateSamples:
    """Find the files of samples, in this order, for other programs."""

    ticket: Ticket
    samples: tuple[SampleId, ...]
    renamed: bool = True
    """Replace files whose names are not UTF-8 by links with similar names."""


@dataclass(frozen=True, slots=True)
class LocateMembers:
    """Find the files of a collection, in its order, for other programs."""

    ticket: Ticket
    collection: CollectionId


@dataclass(frozen=True, slots=True)
class FetchCollections:
    """Reply with all collections, in order."""

    reply_to: Reply[tuple[Collection, ...]]


@dataclass(frozen=True, slots=True)
class FetchMembers:
    """Reply with the samples of the collection of this name, in its order; case is ignored."""

    name: str
    reply_to: Reply[tuple[SampleId, ...]]


@dataclass(frozen=True, slots=True)
class LocatePaths:
    """Find where paths are in the library."""

    ticket: Ticket
    paths: tuple[bytes, ...]
    """Absolute."""


@dataclass(frozen=True, slots=True)
class RenderSpan:
    """Write a span of a sample to a file in the cache, for other programs."""

    ticket: Ticket
    sample: SampleId
    span: Span


@dataclass(frozen=True, slots=True)
class ReadHotFolder:
    """Read which hot folder was chosen for a place."""

    ticket: Ticket
    place: HotPlace


@dataclass(frozen=True, slots=True)
class SendFiles:
    """Copy sounds into a hot folder, under free names that a template makes."""

    sounds: Sounds
    folder: HotFolder
    place: HotPlace
    remember: bool = False
    """Use this hot folder for the place from now on."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Move copies, made for `SendFiles`, into a hot folder."""

    paths: tuple[bytes, ...]
    folder: bytes
    """Absolute."""
    left_out: str = ""
    """A sound that was not copied, and why; empty: all were."""


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
class KeepTake:
    """Copy a take into the clips folder; no file is ever overwritten."""

    take: bytes
    """Absolute path."""
    folder: bytes | None = None
    """Target folder; `None`: the clips folder of the library."""


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
class RelinkSource:
    """Set the new root of a source whose folder was moved; samples keep their ids."""

    source: SourceId
    root: bytes
    reply_to: Reply[bool] | None = None
    """For command-line programs: receives `True` once the change is on disk."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the newest step; report it if there is none."""

    trash: bytes | None = None
    """Trash folder for a file that the step wrote; `None`: the system trash."""
    force: bool = False
    """Also replace files that another program changed since they were edited."""
    reply_to: Reply[Notice] | None = None
    """For command-line programs: receives what was undone, or why not."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Redo the step undone last; report it if there is none."""

    force: bool = False
    """Also replace files that another program changed since the step was undone."""
    reply_to: Reply[Notice] | None = None
    """For command-line programs: receives what was redone, or why not."""


@dataclass(frozen=True, slots=True)
class EditSamples:
    """Edit the files of samples, as one undoable step; `EditEnded` replies.

    Their originals are kept. `SamplesChanged` follows each file, `StepDone` with `FilesEdited` the
    last one; `CancelScan` with the ticket of `WorkProgressed` ends it after the present file.
    """

    ticket: Ticket
    samples: tuple[SampleId, ...]
    edit: Edit
    force: bool = False
    """Also edit files that another program changed since they were scanned."""
    keep_time: bool = False
    """New contents keep the modification time of the file."""
    dry: bool = False
    """Only check: nothing is written."""
    reply_to: Reply[EditReport] | None = None
    """For command-line programs: receives the report once the change is on disk."""
    collection: CollectionId | None = None
    """Edit its members instead of `samples`."""


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
class GoToStep:
    """Undo or redo until this step is the newest one that is done."""

    step: int
    """Its id in `HistoryRead`; 0: undo all."""
    force: bool = False
    """See `Undo`."""


@dataclass(frozen=True, slots=True)
class ReadVersions:
    """Load the versions of the file of a sample."""

    ticket: Ticket
    sample: SampleId


@dataclass(frozen=True, slots=True)
class RestoreVersion:
    """Give the file of a sample the content of one of its versions, as an undoable step."""

    ticket: Ticket
    sample: SampleId
    version: int
    """Its id in `VersionsRead`."""
    force: bool = False
    """Also if another program changed the file since."""


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
class FindPredecessor:
    """Look for data of the earlier Rust version of sempal that can be imported."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Import all data of the earlier version; running it again imports nothing more."""

    home: bytes | None = None
    """Home folder, or data folder of the earlier version; `None`: search the usual locations."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Do not offer the import at start-up again."""


@dataclass(frozen=True, slots=True)
class CompleteImport:
    """Confirm that the imported settings were written to `config.toml`."""


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """Samples changed their marks."""

    tags: Mapping[SampleId, Tag]


@dataclass(frozen=True, slots=True)
class TypesCorrected:
    """The user changed the types of samples."""

    samples: tuple[Sample, ...]
    """With their new types."""


@dataclass(frozen=True, slots=True)
class CollectionsChanged:
    """Collections were created, removed, renamed or reordered, or their members changed."""

    collections: tuple[CollectionId, ...]
    already: AlreadyMembers | None = None
    """Samples to be added that were members before."""


@dataclass(frozen=True, slots=True)
class SourcesChanged:
    """A source was removed, narrowed or restored; `SourcesListed` follows."""


@dataclass(frozen=True, slots=True)
class FilesMoved:
    """Files or folders were moved."""

    incomplete: bool = False
    """Some of them could not be moved."""


@dataclass(frozen=True, slots=True)
class FilesEdited:
    """Files were edited, or an edit of them undone or redone."""

    files: tuple[EditedSample, ...]


@dataclass(frozen=True, slots=True)
class EditEnded:
    """Reply to `EditSamples` and `RestoreVersion`; `StepDone` or `NothingDone` came before."""

    ticket: Ticket
    report: EditReport


@dataclass(frozen=True, slots=True)
class UndoRefused:
    """Undo or redo left files as they are; `StepDone` or `NothingDone` came before.

    With `force`, it also replaces what another program changed: that is kept among the originals.
    """

    back: bool
    """It was an undo."""
    refused: tuple[RefusedEdit, ...]


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
class StepDone:
    """A step was done, undone or redone, and is on disk.

    `CollectionsListed` precedes it, if that changed; `HistoryChanged` follows.
    """

    notice: Notice
    """What was done."""
    changed: StepChange
    undone: bool = False
    """The step was undone."""


@dataclass(frozen=True, slots=True)
class NothingDone:
    """A command had nothing to change: no step was done, undone or redone."""

    notice: Notice
    """Why."""
    already: AlreadyMembers | None = None
    """The samples that were to be added to a collection, if that was the command."""


@dataclass(frozen=True, slots=True)
class CollectionsListed:
    """All collections in order; sent at start-up and whenever one changes."""

    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class CollectionRefused:
    """The name of a collection was refused."""

    name: str
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """The next steps of undo and redo; sent at start-up and whenever they change."""

    undo: Action | None
    """The step that would be undone; `None`: there is none."""
    redo: Action | None
    """The step that would be redone; `None`: there is none."""


@dataclass(frozen=True, slots=True)
class ExportRead:
    """Reply to `ReadExport`."""

    collection: CollectionId
    folder: bytes
    """Empty: never exported."""
    settings: ExportSettings
    profiles: tuple[Profile, ...] = ()
    """Hardware profiles that may be chosen, by title."""
    profile_problems: tuple[str, ...] = ()
    """Files of the user that are no profiles, one line each: which, which key, why."""


@dataclass(frozen=True, slots=True)
class ExportProgressed:
    """Progress of an export; at most five times a second."""

    progress: Progress
    """In samples."""


@dataclass(frozen=True, slots=True)
class ExportEnded:
    """An export finished, failed or was cancelled."""

    ticket: Ticket
    report: ExportReport


@dataclass(frozen=True, slots=True)
class FilesLocated:
    """Reply to `LocateSamples`, `LocateMembers` and `RenderSpan`."""

    ticket: Ticket
    paths: tuple[bytes, ...]
    """Absolute."""
    missing: int = 0
    """Files that are not there; left out."""


@dataclass(frozen=True, slots=True)
class RenamingPlanned:
    """Reply to `PlanRenaming`."""

    ticket: Ticket
    plan: RenamePlan
    reason: str = ""
    """Why there is none."""


@dataclass(frozen=True, slots=True)
class PathsLocated:
    """Reply to `LocatePaths`."""

    ticket: Ticket
    places: tuple[PathPlace, ...]
    """One for each path, in order."""


@dataclass(frozen=True, slots=True)
class HotFolderRead:
    """Reply to `ReadHotFolder`."""

    ticket: Ticket
    folder: HotFolder | None
    """`None`: none was chosen for the place."""
    last: HotFolder | None = None
    """The one chosen last, for any place."""


@dataclass(frozen=True, slots=True)
class HotFolderRefused:
    """Nothing was sent, as this folder or template cannot be used; another one may work."""

    reason: str
    """What, which and why; lower case, no advice."""
    command: SendFiles


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
class ViewStatesRead:
    """The stored view state of each source; sent once, before the first `SourcesListed`."""

    view_states: Mapping[SourceId | None, ViewState]
    last: SourceId | None
    """The source viewed last; `None`: all sources together."""
    known: bool
    """`last` was stored; false on the first start."""


@dataclass(frozen=True, slots=True)
class SourceRefused:
    """A folder cannot become a source."""

    root: bytes
    reason: str
    """What, which and why; lower case, no advice."""


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


@dataclass(frozen=True, slots=True)
class SourceRelinked:
    """The root of a source changed."""

    source: SourceId
    root: bytes
    """The new root, absolute."""


@dataclass(frozen=True, slots=True)
class TakeKept:
    """A take was saved."""

    take: bytes
    path: bytes
    """The new file."""


@dataclass(frozen=True, slots=True)
class SamplesAdded:
    """A source gained or lost samples: lists are stale."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class SamplesChanged:
    """These samples changed: drop cached data about them."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class PredecessorFound:
    """Data that can be imported; sent once if the library is empty, and on request."""

    summary: str
    """How much; empty: nothing."""
    places: tuple[str, ...] = ()
    """Paths of the files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The data of the earlier version is in the library; `SourcesListed` came before."""

    report: ImportReport
    settings: SettingValues
    last: SourceId | None = None
    """The source viewed last."""
    report_path: str = ""
    """Path of the report as a text file; empty if it could not be written."""


@dataclass(frozen=True, slots=True)
class ChoicesImported:
    """Imported settings that have not been written to `config.toml` yet."""

    settings: SettingValues


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """The import failed and changed nothing."""

    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class LibraryFailed:
    """A command failed; the library keeps running."""

    reason: str
    """What, which and why; lower case, no advice."""
    command: object = None
    """The `Command` that failed; `None`: no command caused it."""


@dataclass(frozen=True, slots=True)
class LibraryClosed:
    """The library cannot be opened: every command is refused."""

    reason: str
    """What, which and why; lower case, no advice."""


StepChange = (
    TagsChanged
    | TypesCorrected
    | CollectionsChanged
    | SourcesChanged
    | FilesMoved
    | FilesEdited
    | SearchesChanged
    | TriageReset
)
"""What a step changed."""
StepCommand = (
    Mark
    | CorrectType
    | SaveSearch
    | RenameSearch
    | RemoveSearch
    | ResetTriage
    | AddCollection
    | RenameCollection
    | RemoveCollection
    | PlaceCollection
    | AddToCollection
    | RemoveFromCollection
    | PlaceMembers
)
"""Commands that make a step at once; those that do file I/O make theirs later."""
TypeCommand = FetchUntyped | StoreTypes
AnalysisCommand = FetchUnanalysed | CountUnanalysed | StoreAnalyses
PathCommand = (
    FetchPaths
    | FindPaths
    | FetchNames
    | FetchDecided
    | FetchMatching
    | FetchListed
    | FetchCollections
    | FetchMembers
)
FeatureCommand = (
    ShareFeatures
    | FetchUnembedded
    | CountUnembedded
    | CountEmbedded
    | StoreFeatures
    | FetchVectorChanges
    | FetchFeatureIds
    | FetchFeatures
    | FetchFeaturesOf
    | StoreVectorFile
)
ChunkCommand = (
    FetchPendingChunks
    | CountChunks
    | StoreChunks
    | FetchChunks
    | FetchChunksOf
    | FetchChunkChanges
    | StoreWindowFile
)
EditCommand = EditSamples | RestoreVersion
"""Commands that replace the contents of files."""
SourceCommand = FetchSources | SetSourceOptions
VersionCommand = (
    ReadHistory | ReadVersions | ReadOriginals | ReclaimOriginals | ReadBackups | RequestRestore
)
HandoffCommand = LocateSamples | LocateMembers | LocatePaths | RenderSpan
HotFolderCommand = ReadHotFolder | SendFiles
Command = (
    AddSource
    | RemoveSource
    | NarrowSource
    | Forget
    | Scan
    | CancelScan
    | List
    | Count
    | ReadRows
    | ReadFolders
    | StoreViewState
    | Export
    | FetchIdenticalCopies
    | SourceCommand
    | PathCommand
    | FeatureCommand
    | ChunkCommand
    | ReadTraits
    | ReadSearches
    | TypeCommand
    | AnalysisCommand
    | StepCommand
    | StoreSampleError
    | RescanFolderOf
    | KeepCopies
    | ReadExport
    | ExportCollection
    | Clip
    | SaveSpans
    | KeepTake
    | HandoffCommand
    | HotFolderCommand
    | Deliver
    | RenameSample
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
    | RelinkSource
    | FindPredecessor
    | ImportPredecessor
    | DeclineImport
    | CompleteImport
    | EditCommand
    | VersionCommand
    | GoToStep
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
    | Counted
    | RowsRead
    | FoldersRead
    | TrashRefused
    | WorkProgressed
    | WorkEnded
    | SourceRelinked
    | SamplesAdded
    | TakeKept
    | SamplesChanged
    | StepDone
    | NothingDone
    | EditEnded
    | UndoRefused
    | HistoryRead
    | BackupsRead
    | VersionsRead
    | OriginalsRead
    | CollectionsListed
    | CollectionRefused
    | SearchesRead
    | HistoryChanged
    | ExportRead
    | ExportProgressed
    | ExportEnded
    | FilesLocated
    | PathsLocated
    | RenamingPlanned
    | HotFolderRead
    | HotFolderRefused
    | PredecessorFound
    | Imported
    | ChoicesImported
    | ImportFailed
    | LibraryFailed
    | LibraryClosed
)
