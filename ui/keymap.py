"""Key table: every command with its keys and intent; needs no window.

The keyboard shortcuts sheet, README (`scripts/document`), hints and tests are generated from this
table; `keypress` looks up key presses in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from actors.messages import intents
from models.audio.units import FramePosition, Frames, Pixels
from models.edit.edit import Op
from models.layout.docks import Docks
from models.library.tag import Tag
from models.state.app import AppState
from models.state.file_naming import Naming, Thing
from models.state.key_command import (
    COLLECTIONS,
    DECLARED,
    FILES,
    FOLDERS,
    LISTS,
    MEMBERS,
    SAMPLES,
    SLICES,
    WAVEFORM,
    KeyCommand,
)
from models.state.screen import Panel, Sheet
from models.state.window_layout import Dock
from models.triage.order import TriageOrder

STEP = 32
"""Pixels the playhead or an edge moves per key press, at any zoom."""
TALLER = 1.25
"""Vertical magnification of a key press."""
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
    docks: Docks = Docks()
    """Panels on the screen."""


class WindowAction(Enum):
    """An action of the window that needs no session."""

    NEXT_STOP = auto()
    PREVIOUS_STOP = auto()
    OPEN_MENU = auto()


IntentFactory = Callable[[KeyContext], "intents.Intent | WindowAction"]


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


def _always(intent: intents.Intent | WindowAction) -> IntentFactory:
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


def _panel(dock: Dock) -> IntentFactory:
    return lambda key_context: toggle_panel(key_context.docks, dock)


def toggle_panel(docks: Docks, dock: Dock) -> intents.ShowPanel:
    """Return the intent that shows a panel, or hides it if it is on the screen."""
    return intents.ShowPanel(dock, dock not in docks.shown, roomy=dock in docks.roomy)


def _edit(op: Op) -> IntentFactory:
    return _always(intents.EditShown(op))


def _marker(key_context: KeyContext) -> intents.Intent:
    return intents.AddSliceMarker(Frames(round(key_context.playhead)))


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


TABLE: tuple[Command, ...] = (
    Command("play", "Play / pause", ("space",), _always(intents.TogglePlay())),
    Command("loop", "Loop on / off", ("l",), _loop),
    Command("history", "History", ("u",), _always(intents.OpenHistory())),
    Command("search", "Search", ("f", "Ctrl+f"), _focus(Panel.SEARCH)),
    Command("shortcuts", "Keyboard shortcuts", ("Shift+/", "Ctrl+/"), _sheet(Sheet.KEYS)),
    Command("settings", "Settings", ("Ctrl+,",), _sheet(Sheet.OPTIONS)),
    Command("notices", "Notices", ("Shift+u",), _sheet(Sheet.NOTICES)),
    Command("add-source", "Add a source", ("Ctrl+o",), _sheet(Sheet.ADD)),
    Command(
        *("next-search", "Next search", ("Alt+right",)),
        _always(intents.StepSimilar(back=False)),
        SAMPLES,
    ),
    Command(
        *("previous-place", "Previous place inside a file", (",",)),
        _always(intents.StepHit(-1)),
        FILES,
    ),
    Command(
        *("remove-part", "Remove last search part", ("backspace",)),
        _always(intents.RemovePart()),
        SAMPLES,
    ),
    Command(
        *("likely-reject", "Likely reject first", ("g r",)),
        _always(intents.SortByTriage(TriageOrder.REJECT)),
        SAMPLES,
    ),
    Command(
        *("unsure-first", "Unsure first", ("g u",)),
        _always(intents.SortByTriage(TriageOrder.UNSURE)),
        SAMPLES,
    ),
    Command("map", "Map / list", ("m",), _map),
    Command("toggle-sources", "Show / hide sources", ("f6",), _panel(Dock.SOURCES)),
    Command("toggle-waveform", "Show / hide waveform", ("f7",), _panel(Dock.WAVEFORM)),
    Command("toggle-collections", "Show / hide collections", ("f8",), _panel(Dock.COLLECTIONS)),
    Command("next-stop", "Next panel or button", ("tab",), _always(WindowAction.NEXT_STOP)),
    Command(
        *("previous-stop", "Previous panel or button", ("Shift+tab",)),
        _always(WindowAction.PREVIOUS_STOP),
    ),
    Command("open-menu", "Menu", ("menu", "Shift+f10"), _always(WindowAction.OPEN_MENU)),
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
    Command("keep", "Keep (or clear reject)", ("right",), _mark(Tag.KEEP), SAMPLES),
    Command("reject", "Reject (or clear keep)", ("left",), _mark(Tag.TRASH), SAMPLES),
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
    *(
        Command(
            *(f"collect-{number}", f"Add to collection {number}", (f"{number}",)),
            _collect(number),
            (*SAMPLES, *WAVEFORM),
        )
        for number in range(1, 10)
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
    Command(
        *("copy-path", "Copy paths", ("Ctrl+Shift+c",)),
        _always(intents.CopyFiles(paths_only=True)),
        FILES,
    ),
    Command(
        *("send-to", "Choose hot folder and send", ("Shift+h",)),
        _always(intents.SendFiles(choose=True)),
        (*FILES, *COLLECTIONS),
    ),
    Command(
        *("list-samples", "To its samples", ("enter",)),
        _focus(Panel.SAMPLES),
        (Panel.SOURCES, Panel.FOLDERS),
    ),
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
        *("playhead-end", "Playhead to end", ("end",)),
        _always(intents.PlaceCursor(end=True)),
        WAVEFORM,
    ),
    Command("crop", "Crop to selection", ("c",), _edit(Op.CROP), WAVEFORM),
    Command("trim-out", "Cut out selection", ("t",), _edit(Op.TRIM_OUT), WAVEFORM),
    Command("reverse", "Reverse", ("r",), _edit(Op.REVERSE), WAVEFORM),
    Command("silence", "Silence selection", ("m",), _edit(Op.SILENCE), WAVEFORM),
    Command("normalise", "Normalise", ("n",), _edit(Op.NORMALISE), WAVEFORM),
    Command("fade-out", "Fade out", ("\\",), _edit(Op.FADE_OUT), WAVEFORM),
    Command("fade-in", "Fade in", ("/",), _edit(Op.FADE_IN), WAVEFORM),
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
    Command("add-marker", "Add marker at playhead", ("a", "insert"), _marker, SLICES),
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
    Command(
        *("magnify", "Magnify the waveform", ("Alt+up",)),
        _always(intents.ZoomHeight(TALLER)),
        WAVEFORM,
        repeats=True,
    ),
    Command(
        *("reduce", "Less magnification", ("Alt+down",)),
        _always(intents.ZoomHeight(1 / TALLER)),
        WAVEFORM,
        repeats=True,
    ),
    Command("zoom-1-to-1", "1:1 (1 sample per pixel)", ("Ctrl+1",), _true_size, WAVEFORM),
)
"""Commands whose intent depends on the window or has arguments; for others see `key_command`."""


def ordered_commands(
    table: Iterable[Command], declared: Iterable[KeyCommand]
) -> tuple[Command, ...]:
    """Return all commands: each declared one after the one that it names, or last.

    Raises:
        ValueError: One follows a command that does not exist.
    """
    found, waiting = list(table), list(declared)
    while waiting:
        names = [one.name for one in found]
        ready = [one for one in waiting if not one.after or one.after in names]
        if not ready:
            raise ValueError(f"no command {waiting[0].after} for {waiting[0].name} to follow")
        one = ready[0]
        waiting.remove(one)
        command = Command(one.name, one.words, one.keys, _made(one.intent), one.panels)
        at = names.index(one.after) + 1 if one.after else len(found)
        found.insert(at, command)
    return tuple(found)


def _made(intent: Callable[[], intents.Intent]) -> IntentFactory:
    return lambda _key_context: intent()


COMMANDS = ordered_commands(TABLE, DECLARED)
"""All commands, in the order of the sheet and of README."""
BINDINGS: tuple[Binding, ...] = tuple(
    Binding(keys, command) for command in COMMANDS for keys in command.keys
)
