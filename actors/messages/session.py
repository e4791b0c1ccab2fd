"""What a person can want, in their own words.

Frames are frames of the shown sample; rows are row numbers of the sample list.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.listening import Listening
from models.audio.route import Route
from models.audio.span import Span
from models.audio.units import (
    CollectionId,
    Decibels,
    FramePosition,
    Frames,
    FramesPerPixel,
    PixelPosition,
    Pixels,
    SampleId,
    SourceId,
    Ticket,
)
from models.embedding.aspect import Aspect
from models.library.export.settings import ExportSettings
from models.library.query import Sort
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.map.colouring import Colouring
from models.state.filing import Naming
from models.state.log import LogLevel
from models.state.notice import Notice
from models.state.screen import Density, Panel, Sheet
from models.types.sound_type import SoundType
from models.waveform.columns import Channels
from models.waveform.snap import Snap

# ------------------------------------------------------------------ library


@dataclass(frozen=True, slots=True)
class AddSource:
    """Make this folder a source."""

    root: bytes
    full: bool = False
    """Read its files as a whole where they are known already."""


@dataclass(frozen=True, slots=True)
class OfferImport:
    """Open the sheet that imports what the Rust program of our name left."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Take over what it left: sources, collections, marks, choices."""

    home: bytes | None = None
    """Home folder of the person, or the program's own folder; `None`: as usual."""
    scan: bool = True
    """Read the files of the sources afterwards."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Leave it where it is, and do not offer it again at the start."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Take this source out of the library; files stay, and it can be undone."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class NarrowSource:
    """Let a source be one of its folders."""

    source: SourceId
    folder: bytes
    """Below the root."""


@dataclass(frozen=True, slots=True)
class AskToForget:
    """Say what would go if a folder were forgotten for good."""

    path: bytes


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget for good what is known of a folder, with all that was decided about it."""

    path: bytes


@dataclass(frozen=True, slots=True)
class ScanSource:
    """Compare this source with the disk."""

    source: SourceId
    full: bool = False
    """Read every file as a whole, whatever the file system says of it."""


@dataclass(frozen=True, slots=True)
class ScanAll:
    """Compare every source with the disk."""


@dataclass(frozen=True, slots=True)
class CancelTask:
    """Stop this long work."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class SearchEverywhere:
    """Search all sources for the words that have no match here."""


@dataclass(frozen=True, slots=True)
class ChooseSource:
    """Show the samples of this source; `None` is all of them."""

    source: SourceId | None


@dataclass(frozen=True, slots=True)
class ChooseFolder:
    """Show this folder and what is below; `b""` is the whole source."""

    path: bytes


@dataclass(frozen=True, slots=True)
class AddFolder:
    """List a further folder together with those that are listed, or no longer."""

    path: bytes


@dataclass(frozen=True, slots=True)
class BeginRename:
    """Open the sheet that gives a name to a sample, a folder, or a new folder."""

    what: Naming | None = None
    """`None`: what the keyboard is on."""


@dataclass(frozen=True, slots=True)
class GiveName:
    """Give the name that the sheet asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class MoveInto:
    """Bring a sample, or the selection that it is part of, into a folder."""

    sample: SampleId
    folder: bytes


@dataclass(frozen=True, slots=True)
class ThrowAway:
    """Move the selected samples, or the focused one (or this one), into the trash."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class ThrowRejectedAway:
    """Move all that are listed as rejected into the trash, as one step."""

    count: int
    """How many the person was told that there are: no others go."""


@dataclass(frozen=True, slots=True)
class MoveFolder:
    """Bring a folder of the shown source into another one."""

    path: bytes
    into: bytes


@dataclass(frozen=True, slots=True)
class ThrowFolderAway:
    """Move a folder of the shown source into the trash."""

    path: bytes


@dataclass(frozen=True, slots=True)
class RelinkSource:
    """Let a source be where its folder is now."""

    source: SourceId
    root: bytes


@dataclass(frozen=True, slots=True)
class SetTrash:
    """Choose the folder that takes what is thrown away; empty: the trash of the system."""

    folder: str


@dataclass(frozen=True, slots=True)
class SetClips:
    """Choose the folder that clips are saved in; empty: the clips folder of the library."""

    folder: str


@dataclass(frozen=True, slots=True)
class ToggleFolder:
    """Show or hide the children of this folder."""

    path: bytes


@dataclass(frozen=True, slots=True)
class Search:
    """Show only samples whose path holds these words."""

    words: str


@dataclass(frozen=True, slots=True)
class FilterTag:
    """Show only samples with this tag; `None` is any."""

    tag: Tag | None


@dataclass(frozen=True, slots=True)
class SortBy:
    """Order the list; the same order again turns it round."""

    sort: Sort


# ------------------------------------------------------------------ the list


@dataclass(frozen=True, slots=True)
class ShowRows:
    """The list was scrolled: these rows are on screen."""

    first: int
    count: int
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class FocusRow:
    """Move to this row and hear it; what was selected is selected no longer."""

    row: int
    panel: Panel = Panel.SAMPLES
    keep: bool = False
    """The selection stays: the row is one of it, and may be dragged with the others."""


@dataclass(frozen=True, slots=True)
class StepFocus:
    """Move by so many rows in the focused panel; stops at either end, and ends the selection."""

    rows: int
    keep: bool = False
    """The selection stays: further rows are selected one by one."""


@dataclass(frozen=True, slots=True)
class LoadFocused:
    """Show the focused sample without playing it."""


@dataclass(frozen=True, slots=True)
class ExtendFocus:
    """Select from where the selection began to so many rows further; silently."""

    rows: int


@dataclass(frozen=True, slots=True)
class ExtendTo:
    """Select from where the selection began to this row; silently."""

    row: int
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class ToggleSelected:
    """Put this row into the selection of the list, or take it out."""

    row: int | None = None
    """`None`: the focused one."""
    panel: Panel | None = None
    """`None`: the list that has the keyboard."""


@dataclass(frozen=True, slots=True)
class SelectAllRows:
    """Select every row of the list."""


@dataclass(frozen=True, slots=True)
class ClearRows:
    """Select no row of the list any more."""

    panel: Panel | None = None
    """`None`: the list that has the keyboard."""


@dataclass(frozen=True, slots=True)
class MarkSamples:
    """Tag the selected rows, or the focused one; the opposite mark is first taken away."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class MarkSample:
    """Tag a sample, and with it the selection it is part of; the opposite mark goes first."""

    sample: SampleId
    tag: Tag
    panel: Panel = Panel.SAMPLES
    alone: bool = False
    """Only this one, whatever is selected: it was swiped."""


@dataclass(frozen=True, slots=True)
class MarkShown:
    """Tag the sample in the waveform panel; the opposite mark is first taken away."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class ChooseCollection:
    """Open this collection."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class BeginNaming:
    """Ask for the name of a new collection, or another name for this one."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class RenameChosen:
    """Ask for another name for the chosen collection."""


@dataclass(frozen=True, slots=True)
class NameCollection:
    """Give the name that was asked for."""

    words: str


@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Forget this collection, its samples stay; `None` is the chosen one."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move the chosen collection by so many rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class Collect:
    """Add the selected rows, or the focused one, to the collection of that number."""

    number: int
    """Counted from 1, as the list shows it."""


@dataclass(frozen=True, slots=True)
class CollectClip:
    """Add a part of a sample to a collection, as a file of its own."""

    collection: CollectionId | None = None
    """`None`: the open one."""
    sample: SampleId | None = None
    """`None`: what is selected in the waveform."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CollectInto:
    """Add a sample, and with it the selection it is part of, to a collection."""

    collection: CollectionId
    sample: SampleId
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class Uncollect:
    """Take the selected members, or the focused one, out of the open collection."""


@dataclass(frozen=True, slots=True)
class UncollectOne:
    """Take one member, and with it the selection it is part of, out of the open collection."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class PlaceMembersAt:
    """Move a member, or the selected ones if it is one of them, before what is in a row."""

    sample: SampleId
    at: int
    """Row number; the count of members: behind the last one."""


@dataclass(frozen=True, slots=True)
class BeginExport:
    """Open the sheet that exports a collection (`None`: the chosen one)."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class ShapeExport:
    """Change where the export goes, and what it makes of the samples."""

    folder: str
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class Export:
    """Export as the sheet says, or as is said here."""

    collection: CollectionId | None = None
    folder: bytes | None = None
    settings: ExportSettings | None = None


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move the selected members, or the focused one, up (-1) or down (1)."""

    rows: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the newest step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again what was taken back last."""


# ------------------------------------------------------------------ playback


@dataclass(frozen=True, slots=True)
class TogglePlay:
    """Play, pause, or go on from the pause."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Play again from where playback last started."""


@dataclass(frozen=True, slots=True)
class PlayFromCursor:
    """Play from the playhead."""


@dataclass(frozen=True, slots=True)
class PlayFrom:
    """Play from this frame: a click in the waveform."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class PlaySelection:
    """Play what is selected."""


@dataclass(frozen=True, slots=True)
class ToggleLoop:
    """Switch loop mode; what sounds goes on from where it is."""

    playhead: FramePosition | None = None
    """Frame the playhead is at, if anything sounds."""


@dataclass(frozen=True, slots=True)
class StepBack:
    """Esc: stop the sound, else leave the innermost thing that is open."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Make everything louder or quieter."""

    volume: Decibels


@dataclass(frozen=True, slots=True)
class SetRoute:
    """Let sound go this way; what plays goes on there."""

    route: Route


@dataclass(frozen=True, slots=True)
class SetListening:
    """Make samples sound like this."""

    listening: Listening


@dataclass(frozen=True, slots=True)
class OpenModels:
    """Open the sheet of the models that listen."""


@dataclass(frozen=True, slots=True)
class UseModel:
    """Let a model listen."""

    name: str


@dataclass(frozen=True, slots=True)
class VerifyModel:
    """Look whether a model is whole."""

    name: str


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Install CLAP from a file of weights."""

    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class RescanDevices:
    """Look anew for what sound could go to."""


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Let one side sound for a moment."""

    side: int
    """0 is left, 1 right."""


# ------------------------------------------------------------------ waveform


@dataclass(frozen=True, slots=True)
class ResizePicture:
    """The picture is so many pixels wide now."""

    width: Pixels


@dataclass(frozen=True, slots=True)
class Zoom:
    """Look closer (factor below 1) or from further away, about pixel `x`."""

    factor: float
    x: PixelPosition | None = None
    """`None`: about the playhead."""
    playhead: FramePosition | None = None
    """Frame the playhead is at, when `x` is `None`."""


@dataclass(frozen=True, slots=True)
class Pan:
    """Move the view by whole pixels; positive shows later frames."""

    pixels: Pixels


@dataclass(frozen=True, slots=True)
class ShowFrom:
    """Move the view so that it begins at this frame."""

    frame: FramePosition


@dataclass(frozen=True, slots=True)
class ShowAll:
    """Look at the whole sample."""


@dataclass(frozen=True, slots=True)
class ZoomToSelection:
    """Look at what is selected."""


@dataclass(frozen=True, slots=True)
class MoveCursor:
    """Move the playhead by pixels of the view; while playing it seeks."""

    pixels: Pixels
    playhead: FramePosition
    """Frame the playhead is at."""


@dataclass(frozen=True, slots=True)
class PlaceCursor:
    """Put the playhead to the start or the end of the selection or the sample."""

    end: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """Select these frames; `None` clears."""

    span: Span | None
    provisional: bool = False
    """It may still turn out to be a click: show it, but leave a running loop alone."""


@dataclass(frozen=True, slots=True)
class SelectAll:
    """Select the whole sample; if all is selected already, clear."""


@dataclass(frozen=True, slots=True)
class ExtendSelection:
    """Move the active edge by pixels; without a selection, begin one at the playhead."""

    pixels: Pixels
    playhead: FramePosition
    """Frame the playhead is at."""


@dataclass(frozen=True, slots=True)
class PushEdge:
    """Move one edge of the selection by pixels; it never crosses the other."""

    end: bool
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class RestEdges:
    """These edges were let go: they come to rest as the snap says."""

    start: bool
    end: bool


@dataclass(frozen=True, slots=True)
class LookAt:
    """Show the frames from `start` on, `spp` of them per pixel."""

    start: FramePosition
    spp: FramesPerPixel


@dataclass(frozen=True, slots=True)
class ShowTrueSize:
    """Look at one frame per pixel, about the playhead."""

    playhead: FramePosition


@dataclass(frozen=True, slots=True)
class ToggleSpectrum:
    """Show pitch over time instead of the waveform, or the waveform again."""


@dataclass(frozen=True, slots=True)
class SetSnap:
    """Choose where edges come to rest."""

    snap: Snap


@dataclass(frozen=True, slots=True)
class SetTempo:
    """Count beats so many to the minute, where the name of a sample says nothing else."""

    beats: float


@dataclass(frozen=True, slots=True)
class SetRuler:
    """Rule the waveform in beats, or in time."""

    beats: bool


@dataclass(frozen=True, slots=True)
class SetFollow:
    """Let the view follow the sound, or stay."""

    on: bool


@dataclass(frozen=True, slots=True)
class ShowChannels:
    """One picture for each channel, or one for all."""

    channels: Channels


# ------------------------------------------------------------------ the screen


@dataclass(frozen=True, slots=True)
class FocusPanel:
    """Let the keyboard speak to this panel; sounds and selections stay."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class ToggleSheet:
    """Open this sheet, or close it if it is open."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class ToggleFullScreen:
    """Fill the screen, or be a window again."""


@dataclass(frozen=True, slots=True)
class SetDensity:
    """Make rows and targets larger or smaller."""

    density: Density


@dataclass(frozen=True, slots=True)
class UseFingers:
    """The screen was touched by a finger, or again by the mouse."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetAudition:
    """Let samples sound while moving through the list, or not."""

    on: bool


@dataclass(frozen=True, slots=True)
class OpenSound:
    """Open the sheet of the sound output, and look what there is to choose from."""


@dataclass(frozen=True, slots=True)
class SetLog:
    """Tell more or less on the console."""

    level: LogLevel


@dataclass(frozen=True, slots=True)
class Tell:
    """Show a line in the status bar: what the screen itself has to say."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class FindAlike:
    """Look for what sounds like a sample, a selection or a file.

    With nothing named: the selected rows, or the focused one; in the waveform
    what is selected there, or all of it.
    """

    sample: SampleId | None = None
    path: bytes = b""
    """A file that need not be in the library."""
    shown: bool = False
    """What the waveform shows, wherever the keyboard is."""


@dataclass(frozen=True, slots=True)
class FindSpoken:
    """Look for what words describe: `short dusty snare`."""

    words: str


@dataclass(frozen=True, slots=True)
class RefineAlike:
    """Look for what also sounds like this sample, or for what sounds unlike it."""

    sample: SampleId
    wanted: bool


@dataclass(frozen=True, slots=True)
class WeighAspect:
    """Let an aspect count so much; no aspect: let all count as usual."""

    aspect: Aspect | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class StepAlike:
    """Go back to the search before, or forward again."""

    back: bool = True


@dataclass(frozen=True, slots=True)
class SortByMatch:
    """Show the best match first."""


@dataclass(frozen=True, slots=True)
class LeaveAlike:
    """Show what the list showed before something was looked for."""


@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """Show what is there more than once in place of the list."""


@dataclass(frozen=True, slots=True)
class KeepOne:
    """Keep a sample and reject its other copies that are shown; `None`: the focused one."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class KeepBest:
    """Reject what the best of each group surely holds as well, as far as it is shown."""


@dataclass(frozen=True, slots=True)
class ShowMap:
    """Show the map in place of the list, or the list."""

    on: bool


@dataclass(frozen=True, slots=True)
class ColourMap:
    """Colour the points of the map by this."""

    by: Colouring


@dataclass(frozen=True, slots=True)
class PickSample:
    """Move to this sample of the list and hear it."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class Surround:
    """Select these samples, which a line was drawn around."""

    samples: SampleIds


@dataclass(frozen=True, slots=True)
class FilterType:
    """Show only sounds of this type; the same again shows all."""

    kind: SoundType


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Say what kind of sound a sample is, or the selection that it is part of."""

    sample: SampleId
    kind: SoundType | None
    """`None`: what was detected counts again."""


AlikeIntent = (
    FilterType
    | CorrectType
    | FindAlike
    | FindSpoken
    | RefineAlike
    | WeighAspect
    | StepAlike
    | SortByMatch
    | LeaveAlike
    | FindDuplicates
    | KeepOne
    | KeepBest
    | ShowMap
    | ColourMap
    | PickSample
    | Surround
)
SourceIntent = (
    AddSource
    | OfferImport
    | ImportPredecessor
    | DeclineImport
    | RemoveSource
    | NarrowSource
    | AskToForget
    | Forget
    | ScanSource
    | ScanAll
    | CancelTask
    | SearchEverywhere
    | ChooseSource
    | ChooseFolder
    | AddFolder
    | ToggleFolder
    | BeginRename
    | GiveName
    | MoveInto
    | ThrowAway
    | ThrowRejectedAway
    | MoveFolder
    | ThrowFolderAway
    | RelinkSource
    | SetTrash
    | SetClips
    | Search
    | FilterTag
    | SortBy
)
ListIntent = (
    ShowRows
    | FocusRow
    | StepFocus
    | LoadFocused
    | ExtendFocus
    | ExtendTo
    | ToggleSelected
    | SelectAllRows
    | ClearRows
    | MarkSamples
    | MarkSample
    | MarkShown
    | Undo
    | Redo
)
CollectionIntent = (
    ChooseCollection
    | BeginNaming
    | RenameChosen
    | NameCollection
    | RemoveCollection
    | PlaceCollection
    | Collect
    | CollectClip
    | CollectInto
    | Uncollect
    | UncollectOne
    | PlaceMembers
    | PlaceMembersAt
    | BeginExport
    | ShapeExport
    | Export
)
PlayIntent = (
    TogglePlay
    | Replay
    | PlayFromCursor
    | PlayFrom
    | PlaySelection
    | ToggleLoop
    | MoveCursor
    | PlaceCursor
    | SetVolume
    | OpenSound
    | SetRoute
    | SetListening
    | RescanDevices
    | OpenModels
    | UseModel
    | VerifyModel
    | InstallModel
    | PlayTone
)
LookIntent = (
    ResizePicture
    | Zoom
    | Pan
    | ShowFrom
    | ShowAll
    | ZoomToSelection
    | LookAt
    | ShowTrueSize
    | ToggleSpectrum
    | ShowChannels
)
SelectIntent = Select | SelectAll | ExtendSelection | PushEdge | RestEdges
ScreenIntent = (
    StepBack
    | FocusPanel
    | ToggleSheet
    | ToggleFullScreen
    | SetDensity
    | UseFingers
    | SetAudition
    | SetSnap
    | SetTempo
    | SetRuler
    | SetFollow
    | SetLog
    | Tell
)
Intent = (
    SourceIntent
    | AlikeIntent
    | ListIntent
    | CollectionIntent
    | PlayIntent
    | LookIntent
    | SelectIntent
    | ScreenIntent
)
