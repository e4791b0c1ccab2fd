"""Notices of the status bar, as values; worded by `ui/text/notices.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from models.duplicates.group import Surplus
from models.library.action import Action
from models.library.decisions import Decisions
from models.library.export.report import ExportReport
from models.library.report import ScanReport
from models.predecessor.report import ImportReport
from models.similarity.query import SimilarityQuery
from models.words.mistakes import WordMistakes


class Severity(Enum):
    """Severity of a notice."""

    INFO = "info"
    ERROR = "error"
    """Something was not done, or does not work."""


class NoticeKind(Enum):
    """What happened; the fields of `Notice` that a kind uses are named below it."""

    # ------------------------------------------------------------ steps, and why none was made
    DONE = auto()
    """`action`; `count` were members already; `to`: the folder of a clip; `reason`: what was left
    out or not moved.
    """
    UNDONE = auto()
    """`action`."""
    REDONE = auto()
    """`action`."""
    CANCELLED = auto()
    """`action`."""
    PARTLY_DONE = auto()
    """`action`; `count` of `total`; `reason`."""
    PARTLY_UNDONE = auto()
    """`action`; `count` of `total`; `reason`."""
    CUT_UNDONE = auto()
    """A change of slices."""
    CUT_REDONE = auto()
    NOTHING_TO_UNDO = auto()
    NOTHING_TO_REDO = auto()
    ALREADY_KEPT = auto()
    ALREADY_REJECTED = auto()
    NOT_MARKED = auto()
    ALREADY_SET = auto()
    NAME_UNCHANGED = auto()
    NOT_MOVED = auto()
    """`reason`."""
    SAMPLES_GONE = auto()
    # ------------------------------------------------------------ nothing is selected or there
    SELECT_SAMPLE_FIRST = auto()
    SELECT_ITEM_FIRST = auto()
    """For renaming: a sample or a folder."""
    NO_SAMPLE_LOADED = auto()
    NO_SAMPLES = auto()
    NO_SOURCES = auto()
    NO_FOLDERS = auto()
    NO_SELECTION = auto()
    LIST_EMPTY = auto()
    LIST_CHANGED = auto()
    """Between the question how many to delete and the answer."""
    # ------------------------------------------------------------ collections
    NO_COLLECTIONS = auto()
    NO_SUCH_COLLECTION = auto()
    """`count`: the number of the key."""
    COLLECTION_EMPTY = auto()
    COLLECTION_GONE = auto()
    COLLECTION_REFUSED = auto()
    """`reason`."""
    ALREADY_MEMBERS = auto()
    """`name`, or `count`; `to`: the collection."""
    NOT_MEMBERS = auto()
    """`to`."""
    NOT_EDITED = auto()
    """`reason`."""
    SAVING_CLIP = auto()
    SAVING_SLICES = auto()
    """`count`."""
    SAVING_PLACES = auto()
    """`count`."""
    SAVING_CANCELLED = auto()
    NAMES_REFUSED = auto()
    """Of slices; `reason`."""
    NO_SLICES = auto()
    NO_SLICE_FOCUSED = auto()
    NO_SLICE = auto()
    """`count`: the number of the key; `total`: how many there are."""
    # ------------------------------------------------------------ sources and files
    SOURCE_REFUSED = auto()
    """`reason`."""
    SOURCE_CONTAINED = auto()
    """`name`: the folder; `to`: the source that holds it."""
    SOURCE_RELOCATED = auto()
    """`to`: the path."""
    SOURCE_FORGOTTEN = auto()
    MISSING_FORGOTTEN = auto()
    NOTHING_MISSING = auto()
    """`name`; `about`: `Decisions`."""
    SOURCE_OFFLINE = auto()
    """`name`; `reason`, or `to`: the root."""
    SCAN_ENDED = auto()
    """`name`; `about`: `ScanReport`; `undo`: undo would separate the sources that were merged."""
    SCAN_INCOMPLETE = auto()
    """The same, and `reason` in the report."""
    TRASH_REFUSED = auto()
    """`reason`."""
    # ------------------------------------------------------------ other programs
    FILES_COPIED = auto()
    """`count`."""
    PATHS_COPIED = auto()
    """`count`."""
    NOT_COPIED = auto()
    """`reason`."""
    FILES_MISSING = auto()
    FILES_LEFT_OUT = auto()
    """`count` of `total` are missing."""
    DROP_REFUSED = auto()
    DROP_FAILED = auto()
    DROP_ON_CLIPBOARD = auto()
    CLIPBOARD_EMPTY = auto()
    """It holds no files."""
    NOT_SENT = auto()
    """`reason`."""
    NOT_PASTED = auto()
    """`reason`."""
    PASTE_NEEDS_FOLDER = auto()
    NOT_IN_LIBRARY = auto()
    """`count` files, pasted into a collection."""
    PATH_MISSING = auto()
    """`name`: a path that another program or the command line named; `count` more."""
    PATH_UNKNOWN = auto()
    """`name`: a file named so that is in no source; `count` more."""
    PATH_NO_SAMPLE = auto()
    """`name`: a file named so that is in a source, but no sample; `count` more."""
    FOLDER_SHOWN = auto()
    NOT_REVEALED = auto()
    """`reason`."""
    NOT_OPENED = auto()
    """`reason`."""
    # ------------------------------------------------------------ duplicates
    GUIDE_UNOPENED = auto()
    """`reason`; `to`: path of the guide, empty if there is none; `count`: whether its folder is
    shown."""
    GUIDE_COPIED = auto()
    """As before, and the path is on the clipboard."""
    NOT_A_DUPLICATE = auto()
    NO_DUPLICATES = auto()
    NO_CERTAIN_DUPLICATES = auto()
    DUPLICATES_FOUND = auto()
    """`count` groups; `about`: `Surplus`."""
    DUPLICATES_IDENTICAL_ONLY = auto()
    """`reason`."""
    DUPLICATES_CANCELLED = auto()
    DUPLICATES_FAILED = auto()
    """`reason`."""
    NOTHING_TO_REJECT = auto()
    """`count` groups have no file that could be kept."""
    COPIES_GONE = auto()
    COPIES_LINKED = auto()
    KEPT_COPY_CHANGED = auto()
    # ------------------------------------------------------------ similar sounds and the map
    SIMILAR_SHOWN = auto()
    """`about`: `SimilarityQuery`."""
    SIMILARITY_FAILED = auto()
    """`about`: `SimilarityQuery`; `reason`."""
    TRIAGE_UNTRAINED = auto()
    """`about`: `SimilarityQuery`; `reason`."""
    NO_MARK_TEACHES = auto()
    """`count`."""
    DESCRIBE_SOUND = auto()
    OWN_WORDS_INVALID = auto()
    """`about`: `WordMistakes`."""
    ADD_SOUND_TO_MATCH = auto()
    ALL_SLIDERS_ZERO = auto()
    NO_EARLIER_SEARCH = auto()
    NO_LATER_SEARCH = auto()
    NO_PLACES = auto()
    PLACES_AWAITED = auto()
    SEARCH_GONE = auto()
    SEARCH_SAVED_ALREADY = auto()
    """`name`."""
    SEARCH_NAME_TAKEN = auto()
    """`name`."""
    NOTHING_TO_SAVE = auto()
    NO_FURTHER_PLACE = auto()
    RECORDING_FAILED = auto()
    """`reason`."""
    RECORDING_NOT_SAVED = auto()
    """A saved search cannot hold a recording that is not kept."""
    LASSO_SELECTED = auto()
    """`count`."""
    LASSO_EMPTY = auto()
    # ------------------------------------------------------------ analysis
    ANALYSIS_STOPPED = auto()
    ANALYSIS_FAILED = auto()
    """Of tempo, key and loudness; `reason`."""
    EMBEDDING_FAILED = auto()
    """`reason`."""
    FILES_QUARANTINED = auto()
    """`name`, the first; `count`."""
    SOUNDS_UNSEEN = auto()
    """By workers of a cluster: `count`; `reason` names one of them."""
    WORKER_PASSED_BY = auto()
    """`reason` names it."""
    NOTHING_ANALYSABLE = auto()
    MODEL_LOADING = auto()
    """`name`."""
    MODEL_ACTIVE = auto()
    """`name`."""
    MODEL_UNUSABLE = auto()
    """`name`; `reason`."""
    MODEL_VERIFYING = auto()
    """`name`."""
    MODEL_VERIFIED = auto()
    """`name`."""
    MODEL_DAMAGED = auto()
    """`name`; `reason`."""
    MODEL_INSTALLING = auto()
    """`name`."""
    MODEL_INSTALLED = auto()
    """`name`."""
    MODEL_NOT_INSTALLED = auto()
    """`name`; `reason`."""
    MODELS_UNLISTED = auto()
    """`reason`."""
    # ------------------------------------------------------------ export and import
    EXPORT_ENDED = auto()
    """`about`: `ExportReport`."""
    EXPORT_FAILED = auto()
    """`about`: `ExportReport`."""
    IMPORTED = auto()
    """`about`: `ImportReport`."""
    IMPORT_DECLINED = auto()
    IMPORT_INTERRUPTED = auto()
    """`reason`."""
    IMPORT_FAILED = auto()
    """`reason`."""
    # ------------------------------------------------------------ sound
    UNPLAYABLE = auto()
    """`reason`, beginning with the file name."""
    NOT_DRAWN = auto()
    """`reason`, beginning with the file name."""
    OUTPUT_UNAVAILABLE = auto()
    """`reason`."""
    OUTPUT_REPLACED = auto()
    """`to`: the output used; `reason`: why it is not the configured one."""
    OUTPUT_RESTORED = auto()
    """`to`."""
    OUTPUT_LOST = auto()
    """`reason`."""
    BUFFER_LENGTHENED = auto()
    """`count` frames instead of `total`."""
    # ------------------------------------------------------------ the app
    PART_CRASHED = auto()
    """`name`; `to`: the lost message, if any."""
    PART_SILENT = auto()
    """`name`."""
    PART_STOPPED = auto()
    """`name`."""
    PART_RECOVERED = auto()
    """`name`."""
    CLUSTER_CHOSEN = auto()
    """`name`: its address; `count` threads of workers."""
    SOURCE_READ_ONLY = auto()
    """`name`: the source in which a file was to be renamed."""
    PART_DOWN = auto()
    """A command was dropped; `reason`."""
    BUSY = auto()
    """`name`: the dropped command."""
    LIBRARY_CLOSED = auto()
    """`reason`."""
    LIBRARY_FAILED = auto()
    """`reason`."""
    SETTINGS_UNSAVED = auto()
    """`reason`."""
    SETTINGS_INVALID = auto()
    """`reason`: the first; `count`: the number of others."""
    LOG_COPIED = auto()
    """`count` lines."""
    LOG_UNREADABLE = auto()
    """`reason`."""
    NO_LOG_FILE = auto()
    NO_DEMO = auto()
    """`reason`."""
    NUMBER_INVALID = auto()
    """`reason`: why what was typed is no number of the selection."""
    KEY_UNBOUND = auto()
    """`name`: the keys."""


ERRORS = frozenset(
    {
        NoticeKind.PARTLY_DONE,
        NoticeKind.PARTLY_UNDONE,
        NoticeKind.COLLECTION_REFUSED,
        NoticeKind.NAMES_REFUSED,
        NoticeKind.NOT_EDITED,
        NoticeKind.SOURCE_REFUSED,
        NoticeKind.SCAN_INCOMPLETE,
        NoticeKind.SOURCE_OFFLINE,
        NoticeKind.SOURCE_READ_ONLY,
        NoticeKind.TRASH_REFUSED,
        NoticeKind.NOT_COPIED,
        NoticeKind.FILES_MISSING,
        NoticeKind.NOT_SENT,
        NoticeKind.NOT_PASTED,
        NoticeKind.NOT_REVEALED,
        NoticeKind.PATH_MISSING,
        NoticeKind.NOT_OPENED,
        NoticeKind.GUIDE_UNOPENED,
        NoticeKind.GUIDE_COPIED,
        NoticeKind.DUPLICATES_IDENTICAL_ONLY,
        NoticeKind.DUPLICATES_FAILED,
        NoticeKind.SIMILARITY_FAILED,
        NoticeKind.OWN_WORDS_INVALID,
        NoticeKind.RECORDING_FAILED,
        NoticeKind.ANALYSIS_FAILED,
        NoticeKind.EMBEDDING_FAILED,
        NoticeKind.FILES_QUARANTINED,
        NoticeKind.SOUNDS_UNSEEN,
        NoticeKind.WORKER_PASSED_BY,
        NoticeKind.NOTHING_ANALYSABLE,
        NoticeKind.MODEL_UNUSABLE,
        NoticeKind.MODEL_DAMAGED,
        NoticeKind.MODEL_NOT_INSTALLED,
        NoticeKind.MODELS_UNLISTED,
        NoticeKind.EXPORT_FAILED,
        NoticeKind.IMPORT_INTERRUPTED,
        NoticeKind.IMPORT_FAILED,
        NoticeKind.UNPLAYABLE,
        NoticeKind.NOT_DRAWN,
        NoticeKind.OUTPUT_UNAVAILABLE,
        NoticeKind.OUTPUT_REPLACED,
        NoticeKind.OUTPUT_LOST,
        NoticeKind.PART_CRASHED,
        NoticeKind.PART_SILENT,
        NoticeKind.PART_STOPPED,
        NoticeKind.PART_DOWN,
        NoticeKind.BUSY,
        NoticeKind.LIBRARY_CLOSED,
        NoticeKind.LIBRARY_FAILED,
        NoticeKind.SETTINGS_UNSAVED,
        NoticeKind.SETTINGS_INVALID,
        NoticeKind.NUMBER_INVALID,
        NoticeKind.LOG_UNREADABLE,
        NoticeKind.NO_LOG_FILE,
        NoticeKind.NO_DEMO,
    }
)
"""Kinds that are errors; all others are information."""

Kind = TypeVar("Kind")
About = (
    Action
    | SimilarityQuery
    | WordMistakes
    | Decisions
    | ExportReport
    | ImportReport
    | ScanReport
    | Surplus
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of the status bar: what happened, with the data to word it."""

    kind: NoticeKind
    name: str = ""
    """Name of the item; empty: none, or `count` items."""
    count: int = 0
    total: int = 0
    to: str = ""
    """A second name: the new name, or the destination."""
    links: int = 0
    """Number of symlinks redirected to moved files."""
    reason: str = ""
    """Reason, worded where it is known: `file not found`."""
    about: About | None = None
    """Report, query or action."""
    undo: bool = False
    """Whether undo would now revert what the notice tells beside its kind."""
    number: int = 0
    """Distinguishes equal notices."""

    @property
    def severity(self) -> Severity:
        """Its severity."""
        return Severity.ERROR if self.kind in ERRORS else Severity.INFO

    @property
    def waits(self) -> bool:
        """Whether an error that is still being read goes first: nothing that anybody asked for."""
        return self.kind is NoticeKind.SCAN_ENDED and not self.undo

    @property
    def undoable(self) -> bool:
        """Whether undo would now revert the step it names."""
        if self.kind is NoticeKind.PARTLY_DONE:
            return self.count > 0
        return self.undo or self.kind in {NoticeKind.DONE, NoticeKind.REDONE}

    def subject(self, kind: type[Kind]) -> Kind:
        """Return `about`, which is of this type.

        Raises:
            TypeError: It is of another type.
        """
        if not isinstance(self.about, kind):
            raise TypeError(f"not about a {kind.__name__}: {self}")
        return self.about
