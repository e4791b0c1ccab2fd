"""Key table: every command with its keys and intent; needs no window.

The keyboard shortcuts sheet, README (`scripts/document`), hints and tests are generated from this
table; `keypress` looks up key presses in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.messages import intents
from models.audio.units import FramePosition, Pixels
from models.edit.edit import Op
from models.library.tag import Tag
from models.state.app import AppState
from models.state.file_naming import Naming, Thing
from models.state.screen import Panel, Sheet

STEP = 32
"""Pixels the playhead or an edge moves per key press, at any zoom."""
CLOSER = 0.8
"""Factor of one zoom step by key."""
PAGE = 12
"""Rows of a page step."""
FAR = 10**9
"""Rows that reach either end of any list."""


@dataclass(frozen=True, slots=True)
class KeyContext:
    """State that an intent may depend on when the key is pressed."""

    state: AppState
    playhead: FramePosition
    """Frame at which the playhead is drawn."""


IntentFactory = Callable[[KeyContext], intents.Intent]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the key table."""

    name: str
    """Name in `[keys]` of `config.toml`."""
    words: str
    """Description in the keyboard shortcuts sheet and README."""
    keys: tuple[str, ...]
    """Each as `Ctrl+Shift+z`, or `g w` for a chord; see `keystroke`."""
    intent: IntentFactory
    panels: tuple[Panel, ...] = ()
    """Panels where it applies; empty: everywhere."""
    repeats: bool = False
    """Holding the key repeats the command."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A key and its command."""

    keys: str
    command: Command

    @property
    def name(self) -> str:
        """Name in `[keys]` of `config.toml`."""
        return self.command.name

    @property
    def words(self) -> str:
        """Description for users."""
        return self.command.words

    @property
    def intent(self) -> IntentFactory:
        """Returns the intent to post."""
        return self.command.intent

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Panels where it applies; empty: everywhere."""
        return self.command.panels

    @property
    def repeats(self) -> bool:
        """Holding the key repeats the command."""
        return self.command.repeats


def _always(intent: intents.Intent) -> IntentFactory:
    return lambda _key_context: intent


def _focus(panel: Panel) -> IntentFactory:
    return _always(intents.FocusPanel(panel))


def _sheet(sheet: Sheet) -> IntentFactory:
    return _always(intents.ToggleSheet(sheet))


def _step(rows: int, *, keep: bool = False) -> IntentFactory:
    return _always(intents.MoveFocus(rows, keep))


def _reach(rows: int) -> IntentFactory:
    return _always(intents.ExtendFocus(rows))


def _collect(number: int) -> IntentFactory:
    return _always(intents.AddToCollection(number))


def _mark(tag: Tag) -> IntentFactory:
    return _always(intents.MarkSamples(tag))


def _move(pixels: int) -> IntentFactory:
    return lambda key_context: intents.MoveCursor(Pixels(pixels), key_context.playhead)


def _extend(pixels: int) -> IntentFactory:
    return lambda key_context: intents.ExtendSelection(Pixels(pixels), key_context.playhead)


def _push(pixels: int, *, end: bool) -> IntentFactory:
    return _always(intents.NudgeEdge(end, Pixels(pixels)))


def _zoom(factor: float) -> IntentFactory:
    return lambda key_context: intents.Zoom(factor, None, key_context.playhead)


def _loop(key_context: KeyContext) -> intents.Intent:
    active = key_context.state.transport.active
    return intents.ToggleLoop(key_context.playhead if active else None)


def _map(key_context: KeyContext) -> intents.Intent:
    return intents.ShowMap(not key_context.state.map.shown)


def _edit(op: Op) -> IntentFactory:
    return _always(intents.EditShown(op))


def _marker(key_context: KeyContext) -> intents.Intent:
    return intents.AddSliceMarker(round(key_context.playhead))


def _true_size(key_context: KeyContext) -> intents.Intent:
    return intents.ZoomToSamples(key_context.playhead)


def _fold(*, opened: bool) -> IntentFactory:
    def intent(key_context: KeyContext) -> intents.Intent:
        folders = key_context.state.folders
        if (folders.focus in folders.open) is opened:
            return intents.MoveFocus(1 if opened else -1)
        return intents.ToggleFolder(folders.focus)

    return intent


def _new_folder(key_context: KeyContext) -> intents.Intent:
    folders = key_context.state.folders
    return intents.BeginRename(
        Naming(Thing.NEW_FOLDER, "", source=folders.source, path=folders.focus)
    )


def _delete_folder(key_context: KeyContext) -> intents.Intent:
    return intents.DeleteFolder(key_context.state.folders.focus)


WAVEFORM = (Panel.WAVEFORM,)
SLICES = (Panel.SLICES,)
SAMPLES = (Panel.SAMPLES, Panel.MEMBERS)
MEMBERS = (Panel.MEMBERS,)
COLLECTIONS = (Panel.COLLECTIONS,)
LISTS = (*SAMPLES, Panel.SOURCES, Panel.FOLDERS, Panel.COLLECTIONS)
FOLDERS = (Panel.FOLDERS,)
FILES = (*SAMPLES, *WAVEFORM)
"""Panels where a sample is chosen."""

COMMANDS: tuple[Command, ...] = (
    Command("play", "Play / pause", ("space",), _always(intents.TogglePlay())),
    Command("replay", "Replay", ("Shift+space",), _always(intents.Replay())),
    Command(
        *("play-from-playhead", "Play from playhead", ("Ctrl+space",)),
        _always(intents.PlayFromCursor()),
    ),
    Command("step-back", "Stop / back", ("escape",), _always(intents.StepBack())),
    Command("loop", "Loop on / off", ("l",), _loop),
    Command("undo", "Undo", ("Ctrl+z",), _always(intents.Undo())),
    Command("redo", "Redo", ("Ctrl+Shift+z", "Ctrl+y"), _always(intents.Redo())),
    Command("history", "History", ("u",), _always(intents.OpenHistory())),
    Command("search", "Search", ("f", "Ctrl+f"), _focus(Panel.SEARCH)),
    Command("shortcuts", "Keyboard shortcuts", ("Shift+/", "Ctrl+/", "f1"), _sheet(Sheet.KEYS)),
    Command("settings", "Settings", ("Ctrl+,",), _sheet(Sheet.OPTIONS)),
    Command("add-source", "Add a source", ("Ctrl+o",), _sheet(Sheet.ADD)),
    Command("full-screen", "Full screen", ("f11",), _always(intents.ToggleFullScreen())),
    Command("spectrogram", "Spectrogram / waveform", ("p",), _always(intents.ToggleSpectrum())),
    Command("find-similar", "Find similar", ("s",), _always(intents.FindSimilar())),
    Command(
        "previous-search", "Previous search", ("Alt+left",), _always(intents.StepSimilar()), SAMPLES
    ),
    Command(
        *("next-search", "Next search", ("Alt+right",)),
        _always(intents.StepSimilar(back=False)),
        SAMPLES,
    ),
    Command(
        *("remove-part", "Remove the last part of the search", ("backspace",)),
        _always(intents.RemovePart()),
        SAMPLES,
    ),
    Command("duplicates", "Find duplicates", ("d",), _always(intents.FindDuplicates()), SAMPLES),
    Command("map", "Map / list", ("m",), _map),
    Command("go-waveform", "Focus waveform", ("g w",), _focus(Panel.WAVEFORM)),
    Command("go-samples", "Focus samples", ("g s",), _focus(Panel.SAMPLES)),
    Command("go-sources", "Focus sources", ("g Shift+s",), _focus(Panel.SOURCES)),
    Command("go-collection", "Focus collection", ("g c",), _focus(Panel.MEMBERS)),
    Command("go-collections", "Focus collections", ("g Shift+c",), _focus(Panel.COLLECTIONS)),
    Command("go-folders", "Focus folders", ("g f",), _focus(Panel.FOLDERS)),
    Command("row-up", "Previous (plays)", ("up",), _step(-1), LISTS, repeats=True),
    Command("row-down", "Next (plays)", ("down",), _step(1), LISTS, repeats=True),
    Command("page-up", "Page up", ("pageup",), _step(-PAGE), LISTS, repeats=True),
    Command("page-down", "Page down", ("pagedown",), _step(PAGE), LISTS, repeats=True),
    Command("first-row", "First row", ("home",), _step(-FAR), LISTS),
    Command("last-row", "Last row", ("end",), _step(FAR), LISTS),
    Command("load", "Load without playing", ("enter",), _always(intents.LoadFocused()), SAMPLES),
    Command("keep", "Keep", ("right",), _mark(Tag.KEEP), SAMPLES),
    Command("reject", "Reject", ("left",), _mark(Tag.TRASH), SAMPLES),
    Command("clear-mark", "Clear mark", ("'",), _mark(Tag.NEUTRAL), SAMPLES),
    Command("select-up", "Extend selection up", ("Shift+up",), _reach(-1), SAMPLES, repeats=True),
    Command(
        "select-down", "Extend selection down", ("Shift+down",), _reach(1), SAMPLES, repeats=True
    ),
    Command("select-page-up", "Extend up by a page", ("Shift+pageup",), _reach(-PAGE), SAMPLES),
    Command(
        *("select-page-down", "Extend down by a page", ("Shift+pagedown",)),
        _reach(PAGE),
        SAMPLES,
    ),
    Command("select-to-first", "Extend to first row", ("Shift+home",), _reach(-FAR), SAMPLES),
    Command("select-to-last", "Extend to last row", ("Shift+end",), _reach(FAR), SAMPLES),
    Command(
        *("move-up", "Previous, keep selection", ("Ctrl+up",)),
        _step(-1, keep=True),
        SAMPLES,
        repeats=True,
    ),
    Command(
        *("move-down", "Next, keep selection", ("Ctrl+down",)),
        _step(1, keep=True),
        SAMPLES,
        repeats=True,
    ),
    Command(
        "toggle-selection", "Toggle selection", ("x",), _always(intents.ToggleSelected()), SAMPLES
    ),
    Command(
        "select-rows", "Select all rows", ("Ctrl+a",), _always(intents.SelectAllRows()), SAMPLES
    ),
    *(
        Command(
            *(f"collect-{number}", f"Add to collection {number}", (f"{number}",)),
            _collect(number),
            (*SAMPLES, *WAVEFORM),
        )
        for number in range(1, 10)
    ),
    Command(
        *("remove-member", "Remove from collection", ("delete",)),
        _always(intents.RemoveFromCollection()),
        MEMBERS,
    ),
    Command(
        *("member-up", "Move up", ("Alt+up",)),
        _always(intents.PlaceMembers(-1)),
        MEMBERS,
        repeats=True,
    ),
    Command(
        *("member-down", "Move down", ("Alt+down",)),
        _always(intents.PlaceMembers(1)),
        MEMBERS,
        repeats=True,
    ),
    Command("open-collection", "Open", ("enter",), _focus(Panel.MEMBERS), COLLECTIONS),
    Command(
        "new-collection", "New collection", ("n",), _always(intents.BeginNaming()), COLLECTIONS
    ),
    Command("rename-collection", "Rename", ("f2",), _always(intents.RenameChosen()), COLLECTIONS),
    Command(
        *("remove-collection", "Remove collection", ("delete",)),
        _always(intents.RemoveCollection()),
        COLLECTIONS,
    ),
    Command(
        *("export-collection", "Export collection", ("e",)),
        _always(intents.BeginExport()),
        (*COLLECTIONS, *MEMBERS),
    ),
    Command(
        *("collection-up", "Move up", ("Alt+up",)),
        _always(intents.PlaceCollection(-1)),
        COLLECTIONS,
        repeats=True,
    ),
    Command(
        *("collection-down", "Move down", ("Alt+down",)),
        _always(intents.PlaceCollection(1)),
        COLLECTIONS,
        repeats=True,
    ),
    Command("copy", "Copy files", ("Ctrl+c",), _always(intents.CopyFiles()), FILES),
    Command(
        *("copy-path", "Copy paths", ("Ctrl+Shift+c",)),
        _always(intents.CopyFiles(paths_only=True)),
        FILES,
    ),
    Command(
        *("paste", "Paste files", ("Ctrl+v",)),
        _always(intents.PasteFiles()),
        (*FILES, Panel.SOURCES, Panel.FOLDERS, Panel.COLLECTIONS),
    ),
    Command(
        *("reveal", "Show in file manager", ("Ctrl+Shift+r",)),
        _always(intents.RevealFiles()),
        (*FILES, Panel.SOURCES, Panel.FOLDERS),
    ),
    Command("open", "Open in editor", ("Ctrl+e",), _always(intents.OpenFiles()), FILES),
    Command(
        *("send", "Send to hot folder", ("h",)),
        _always(intents.SendFiles()),
        (*FILES, *COLLECTIONS),
    ),
    Command(
        *("send-to", "Choose hot folder and send", ("Shift+h",)),
        _always(intents.SendFiles(choose=True)),
        (*FILES, *COLLECTIONS),
    ),
    Command("rename", "Rename", ("f2",), _always(intents.BeginRename()), (*SAMPLES, *FOLDERS)),
    Command("delete", "Delete", ("delete",), _always(intents.DeleteSamples()), (Panel.SAMPLES,)),
    Command("new-folder", "New folder", ("n",), _new_folder, FOLDERS),
    Command("delete-folder", "Delete", ("delete",), _delete_folder, FOLDERS),
    Command("open-folder", "Open folder", ("right",), _fold(opened=True), FOLDERS),
    Command("close-folder", "Close folder", ("left",), _fold(opened=False), FOLDERS),
    Command("playhead-left", "Move playhead left", ("left",), _move(-STEP), WAVEFORM, repeats=True),
    Command(
        "playhead-right", "Move playhead right", ("right",), _move(STEP), WAVEFORM, repeats=True
    ),
    Command("nudge-left", "Nudge playhead left", ("Alt+left",), _move(-1), WAVEFORM, repeats=True),
    Command(
        "nudge-right", "Nudge playhead right", ("Alt+right",), _move(1), WAVEFORM, repeats=True
    ),
    Command("zoom-in", "Zoom in", ("up",), _zoom(CLOSER), WAVEFORM, repeats=True),
    Command("zoom-out", "Zoom out", ("down",), _zoom(1 / CLOSER), WAVEFORM, repeats=True),
    Command(
        *("extend-left", "Extend selection left", ("Shift+left",)),
        _extend(-STEP),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("extend-right", "Extend selection right", ("Shift+right",)),
        _extend(STEP),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("extend-pixel-left", "Extend left by a pixel", ("Alt+Shift+left",)),
        _extend(-1),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("extend-pixel-right", "Extend right by a pixel", ("Alt+Shift+right",)),
        _extend(1),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("start-earlier", "Start edge earlier", ("[",)),
        _push(-STEP, end=False),
        WAVEFORM,
        repeats=True,
    ),
    Command("end-later", "End edge later", ("]",), _push(STEP, end=True), WAVEFORM, repeats=True),
    Command(
        *("start-later", "Start edge later", ("Shift+[",)),
        _push(STEP, end=False),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("end-earlier", "End edge earlier", ("Shift+]",)),
        _push(-STEP, end=True),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        "playhead-start", "Playhead to start", ("home",), _always(intents.PlaceCursor()), WAVEFORM
    ),
    Command(
        *("playhead-end", "Playhead to end", ("end",)),
        _always(intents.PlaceCursor(end=True)),
        WAVEFORM,
    ),
    Command(
        "play-selection", "Play selection", ("enter",), _always(intents.PlaySelection()), WAVEFORM
    ),
    Command("select-all", "Select all / none", ("Ctrl+a",), _always(intents.SelectAll()), WAVEFORM),
    Command(
        "zoom-selection", "Zoom to selection", ("z",), _always(intents.ZoomToSelection()), WAVEFORM
    ),
    Command("zoom-all", "Zoom to fit", ("Shift+z",), _always(intents.ShowAll()), WAVEFORM),
    Command("crop", "Crop to selection", ("c",), _edit(Op.CROP), WAVEFORM),
    Command("trim-out", "Trim out selection", ("t",), _edit(Op.TRIM_OUT), WAVEFORM),
    Command("reverse", "Reverse", ("r",), _edit(Op.REVERSE), WAVEFORM),
    Command("silence", "Silence", ("m",), _edit(Op.SILENCE), WAVEFORM),
    Command("normalise", "Normalise", ("n",), _edit(Op.NORMALISE), WAVEFORM),
    Command("fade-out", "Fade out", ("\\",), _edit(Op.FADE_OUT), WAVEFORM),
    Command("fade-in", "Fade in", ("/",), _edit(Op.FADE_IN), WAVEFORM),
    Command("show-onsets", "Show onsets", ("Shift+t",), _always(intents.ToggleOnsets()), WAVEFORM),
    Command("slice", "Slice mode", ("Shift+s",), _always(intents.ToggleSlices()), WAVEFORM),
    Command(
        *("save-selection", "Save selection as new file", ("Shift+e",)),
        _always(intents.SaveSelection()),
        WAVEFORM,
    ),
    Command("save-as", "Save selection as…", ("Ctrl+s",), _always(intents.BeginSaving()), WAVEFORM),
    *(
        Command(
            *(f"slice-{number}", f"Play slice {number}", (f"{number}",)),
            _always(intents.PlaySlice(number - 1)),
            SLICES,
        )
        for number in range(1, 10)
    ),
    Command(
        *("previous-slice", "Previous slice", ("left",)),
        _always(intents.StepSlice(-1)),
        SLICES,
        repeats=True,
    ),
    Command(
        *("next-slice", "Next slice", ("right",)),
        _always(intents.StepSlice(1)),
        SLICES,
        repeats=True,
    ),
    Command("toggle-slice", "Choose slice / skip", ("x",), _always(intents.ToggleSlice()), SLICES),
    Command("add-marker", "Add marker at playhead", ("a", "insert"), _marker, SLICES),
    Command(
        *("remove-marker", "Remove marker", ("delete", "backspace")),
        _always(intents.RemoveSliceMarker()),
        SLICES,
    ),
    Command(
        *("marker-left", "Nudge marker left", ("Alt+left",)),
        _always(intents.NudgeSliceMarker(Pixels(-1))),
        SLICES,
        repeats=True,
    ),
    Command(
        *("marker-right", "Nudge marker right", ("Alt+right",)),
        _always(intents.NudgeSliceMarker(Pixels(1))),
        SLICES,
        repeats=True,
    ),
    Command("save-slices", "Save slices", ("Ctrl+s",), _always(intents.BeginSaving()), SLICES),
    Command("zoom-1-to-1", "1:1 (1 sample per pixel)", ("Ctrl+1",), _true_size, WAVEFORM),
)
"""To add a key, add a row here, and its intent."""
BINDINGS: tuple[Binding, ...] = tuple(
    Binding(keys, command) for command in COMMANDS for keys in command.keys
)
