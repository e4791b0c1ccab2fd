"""The state of the app; replaced, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.audio.units import SampleId, Ticket
from models.state.backups import Backups
from models.state.browser import Browser, Folders, Sources
from models.state.call import CallState
from models.state.cluster import ClusterState
from models.state.collections import Collections
from models.state.duplicates import Duplicates
from models.state.editing import Editing, Journal
from models.state.editor import Editor
from models.state.embedding_models import EmbeddingModels
from models.state.export import Exporting
from models.state.file_naming import FileOperations
from models.state.handoff import Handoff
from models.state.history import History
from models.state.hover import Hover
from models.state.parts import Parts
from models.state.predecessor import Predecessor
from models.state.recording import Recording
from models.state.screen import Density, Panel, Screen
from models.state.searches import Searches
from models.state.sending import Sending
from models.state.settings import Settings
from models.state.similarity import Similarity
from models.state.slicing import Slicing
from models.state.sound_map import SoundMap
from models.state.task import Task
from models.state.transport import Transport
from models.waveform.thumbnail import Thumbnail


def _no_thumbnails() -> Mapping[SampleId, Thumbnail]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AppState:
    """One slice per part of the screen; an unchanged slice keeps its identity."""

    sources: Sources = Sources()
    folders: Folders = Folders()
    browser: Browser = Browser()
    collections: Collections = Collections()
    members: Browser = Browser()
    """Samples of the open collection."""
    similarity: Similarity = Similarity()
    duplicates: Duplicates = Duplicates()
    embedding_models: EmbeddingModels = EmbeddingModels()
    map: SoundMap = SoundMap()
    settings: Settings = Settings()
    editor: Editor = Editor()
    slicing: Slicing = Slicing()
    editing: Editing = Editing()
    journal: Journal = Journal()
    backups: Backups = Backups()
    transport: Transport = Transport()
    tasks: tuple[Task, ...] = ()
    screen: Screen = Screen()
    parts: Parts = Parts()
    cluster: ClusterState = ClusterState()
    history: History = History()
    filing: FileOperations = FileOperations()
    exporting: Exporting = Exporting()
    handoff: Handoff = Handoff()
    call: CallState = CallState()
    hover: Hover | None = None
    """`None`: no other program drags files over the window."""
    sending: Sending = Sending()
    searches: Searches = Searches()
    recording: Recording = Recording()
    predecessor: Predecessor = Predecessor()
    thumbnails: Mapping[SampleId, Thumbnail] = field(default_factory=_no_thumbnails)
    """Thumbnails by sample; the newest few thousand."""
    last_ticket: Ticket = Ticket(0)
    """Ticket issued last; the next one is one higher."""

    @property
    def listed(self) -> bool:
        """Whether the list shows its first rows, or there is nothing to show."""
        return any(self.browser.window.rows) or (self.sources.known and not self.sources.all)

    @property
    def key_panel(self) -> Panel:
        """The panel whose keys apply: that of the focus, in slice mode the slices'."""
        slicing = self.slicing.on and self.screen.focus is Panel.WAVEFORM
        return Panel.SLICES if slicing else self.screen.focus

    @property
    def density(self) -> Density:
        """Size of rows and targets: never `AUTO`."""
        density = self.settings.density
        if density is not Density.AUTO:
            return density
        return Density.TOUCH if self.screen.fingers else Density.DESKTOP
