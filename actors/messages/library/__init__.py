"""Commands and events of the library actor, by subject.

A new message is a class in its module and a member of the union there.
"""

from __future__ import annotations

from dataclasses import dataclass

from actors.messages.library.analyses import *
from actors.messages.library.analyses import AnalysesChange, AnalysesCommand, AnalysesStep
from actors.messages.library.chunks import *
from actors.messages.library.chunks import ChunkCommand
from actors.messages.library.clips import *
from actors.messages.library.clips import ClipCommand, ClipEvent
from actors.messages.library.collections import *
from actors.messages.library.collections import (
    CollectionChange,
    CollectionCommand,
    CollectionEvent,
    CollectionStep,
)
from actors.messages.library.edits import *
from actors.messages.library.edits import EditChange, EditCommand, EditEvent
from actors.messages.library.features import *
from actors.messages.library.features import FeatureCommand
from actors.messages.library.files import *
from actors.messages.library.files import FileChange, FileCommand, FileEvent
from actors.messages.library.handoff import *
from actors.messages.library.handoff import HandoffCommand, HandoffEvent
from actors.messages.library.hot_folders import *
from actors.messages.library.hot_folders import HotFolderCommand, HotFolderEvent
from actors.messages.library.lists import *
from actors.messages.library.lists import ListCommand, ListEvent
from actors.messages.library.paths import *
from actors.messages.library.paths import PathCommand
from actors.messages.library.predecessor import *
from actors.messages.library.predecessor import PredecessorCommand, PredecessorEvent
from actors.messages.library.scans import *
from actors.messages.library.scans import ScanCommand, ScanEvent
from actors.messages.library.searches import *
from actors.messages.library.searches import SearchChange, SearchCommand, SearchEvent, SearchStep
from actors.messages.library.sources import *
from actors.messages.library.sources import SourcesChange, SourcesCommand, SourcesEvent
from actors.messages.library.state import *
from actors.messages.library.state import StateEvent
from actors.messages.library.triage import *
from actors.messages.library.triage import TriageChange, TriageCommand, TriageStep
from actors.messages.library.undo import *
from actors.messages.library.undo import UndoCommand, UndoEvent
from actors.messages.library.versions import *
from actors.messages.library.versions import VersionCommand, VersionEvent
from models.state.notice import Notice

StepChange = (
    SourcesChange
    | TriageChange
    | AnalysesChange
    | SearchChange
    | CollectionChange
    | FileChange
    | EditChange
)
"""What a step changed."""
StepCommand = TriageStep | AnalysesStep | SearchStep | CollectionStep
"""Commands that make a step at once; those that do file I/O make theirs later."""


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


Command = (
    SourcesCommand
    | ScanCommand
    | ListCommand
    | PathCommand
    | FeatureCommand
    | ChunkCommand
    | TriageCommand
    | AnalysesCommand
    | SearchCommand
    | CollectionCommand
    | ClipCommand
    | HandoffCommand
    | HotFolderCommand
    | FileCommand
    | EditCommand
    | VersionCommand
    | UndoCommand
    | PredecessorCommand
)
Event = (
    StepDone
    | SourcesEvent
    | ScanEvent
    | ListEvent
    | SearchEvent
    | CollectionEvent
    | ClipEvent
    | HandoffEvent
    | HotFolderEvent
    | FileEvent
    | EditEvent
    | VersionEvent
    | UndoEvent
    | PredecessorEvent
    | StateEvent
)
