"""Which key says which wish, in one table; no window is needed to read it.

The key sheet, the hints and the tests are made from this table; `keypress`
finds in it what a key press means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.messages import session
from models.library.tag import Tag
from models.state.app import AppState
from models.state.filing import Naming, Thing
from models.state.screen import Panel, Sheet

STEP = 32
"""Pixels the playhead or an edge moves at a key press, at any zoom."""
CLOSER = 0.8
"""Factor of one zoom step by key."""
PAGE = 12
"""Rows of a page step."""
FAR = 10**9
"""Rows to either end of any list."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a wish may depend on when the key goes down."""

    state: AppState
    playhead: float
    """Frame the playhead is drawn at."""


Wish = Callable[[Moment], session.Intent]


@dataclass(frozen=True, slots=True)
class Binding:
    """A row of the table."""

    keys: str
    """Such as `Ctrl+Shift+z`, or `g w` for a chord; see `keystroke`."""
    name: str
    """What `[keys]` in `config.toml` calls it; rows of one name do the same."""
    words: str
    """What it does, for the sheet."""
    wish: Wish
    panels: tuple[Panel, ...] = ()
    """Where it holds; empty is everywhere."""
    repeats: bool = False
    """A held key says it again and again."""


def _always(intent: session.Intent) -> Wish:
    return lambda _moment: intent


def _focus(panel: Panel) -> Wish:
    return _always(session.FocusPanel(panel))


def _sheet(sheet: Sheet) -> Wish:
    return _always(session.ToggleSheet(sheet))


def _step(rows: int, *, keep: bool = False) -> Wish:
    return _always(session.StepFocus(rows, keep))


def _reach(rows: int) -> Wish:
    return _always(session.ExtendFocus(rows))


def _collect(number: int) -> Wish:
    return _always(session.Collect(number))


def _mark(tag: Tag) -> Wish:
    return _always(session.MarkSamples(tag))


def _move(pixels: int) -> Wish:
    return lambda moment: session.MoveCursor(pixels, moment.playhead)


def _extend(pixels: int) -> Wish:
    return lambda moment: session.ExtendSelection(pixels, moment.playhead)


def _push(pixels: int, *, end: bool) -> Wish:
    return _always(session.PushEdge(end, pixels))


def _zoom(factor: float) -> Wish:
    return lambda moment: session.Zoom(factor, None, moment.playhead)


def _loop(moment: Moment) -> session.Intent:
    active = moment.state.transport.active
    return session.ToggleLoop(moment.playhead if active else None)


def _map(moment: Moment) -> session.Intent:
    return session.ShowMap(not moment.state.map.shown)


def _true_size(moment: Moment) -> session.Intent:
    return session.ShowTrueSize(moment.playhead)


def _fold(*, opened: bool) -> Wish:
    def wish(moment: Moment) -> session.Intent:
        folders = moment.state.folders
        if (folders.focus in folders.open) is opened:
            return session.StepFocus(1 if opened else -1)
        return session.ToggleFolder(folders.focus)

    return wish


def _new_folder(moment: Moment) -> session.Intent:
    folders = moment.state.folders
    return session.BeginRename(
        Naming(Thing.NEW_FOLDER, "", source=folders.source, path=folders.focus)
    )


def _throw_folder_away(moment: Moment) -> session.Intent:
    return session.ThrowFolderAway(moment.state.folders.focus)


WAVEFORM = (Panel.WAVEFORM,)
SAMPLES = (Panel.SAMPLES, Panel.MEMBERS)
MEMBERS = (Panel.MEMBERS,)
COLLECTIONS = (Panel.COLLECTIONS,)
LISTS = (*SAMPLES, Panel.SOURCES, Panel.FOLDERS, Panel.COLLECTIONS)
FOLDERS = (Panel.FOLDERS,)

BINDINGS: tuple[Binding, ...] = (
    Binding("space", "play", "play, pause, go on", _always(session.TogglePlay())),
    Binding("Shift+space", "replay", "play from the last start", _always(session.Replay())),
    Binding(
        "Ctrl+space", "play-from-playhead", "play from here", _always(session.PlayFromCursor())
    ),
    Binding("escape", "step-back", "stop; else one step back", _always(session.StepBack())),
    Binding("l", "loop", "loop mode", _loop),
    Binding("Ctrl+z", "undo", "undo", _always(session.Undo())),
    Binding("Ctrl+Shift+z", "redo", "redo", _always(session.Redo())),
    Binding("Ctrl+y", "redo", "redo", _always(session.Redo())),
    Binding("f", "search", "search", _focus(Panel.SEARCH)),
    Binding("Ctrl+f", "search", "search", _focus(Panel.SEARCH)),
    Binding("Shift+/", "keys", "this sheet", _sheet(Sheet.KEYS)),
    Binding("Ctrl+/", "keys", "this sheet", _sheet(Sheet.KEYS)),
    Binding("f1", "keys", "this sheet", _sheet(Sheet.KEYS)),
    Binding("Ctrl+,", "options", "options", _sheet(Sheet.OPTIONS)),
    Binding("Ctrl+o", "add-source", "add a source", _sheet(Sheet.ADD)),
    Binding("f11", "full-screen", "full screen", _always(session.ToggleFullScreen())),
    Binding("p", "spectrum", "pitches or waveform", _always(session.ToggleSpectrum())),
    Binding("s", "find-similar", "find similar sounds", _always(session.FindAlike())),
    Binding(
        "Alt+left", "search-back", "to the search before", _always(session.StepAlike()), SAMPLES
    ),
    Binding(
        "Alt+right",
        "search-forward",
        "to the search after",
        _always(session.StepAlike(back=False)),
        SAMPLES,
    ),
    Binding("d", "duplicates", "duplicates", _always(session.FindDuplicates()), SAMPLES),
    Binding("m", "map", "map or list", _map),
    Binding("g w", "go-waveform", "to the waveform", _focus(Panel.WAVEFORM)),
    Binding("g s", "go-samples", "to the samples", _focus(Panel.SAMPLES)),
    Binding("g Shift+s", "go-sources", "to the sources", _focus(Panel.SOURCES)),
    Binding("g c", "go-collection", "to the collection", _focus(Panel.MEMBERS)),
    Binding("g Shift+c", "go-collections", "to the collections", _focus(Panel.COLLECTIONS)),
    Binding("g f", "go-folders", "to the folders", _focus(Panel.FOLDERS)),
    Binding("up", "row-up", "row up, and hear it", _step(-1), LISTS, repeats=True),
    Binding("down", "row-down", "row down, and hear it", _step(1), LISTS, repeats=True),
    Binding("pageup", "page-up", "page up", _step(-PAGE), LISTS, repeats=True),
    Binding("pagedown", "page-down", "page down", _step(PAGE), LISTS, repeats=True),
    Binding("home", "first-row", "first row", _step(-FAR), LISTS),
    Binding("end", "last-row", "last row", _step(FAR), LISTS),
    Binding("enter", "load", "load without playing", _always(session.LoadFocused()), SAMPLES),
    Binding("right", "keep", "keep", _mark(Tag.KEEP), SAMPLES),
    Binding("left", "trash", "reject", _mark(Tag.TRASH), SAMPLES),
    Binding("'", "neutral", "clear mark", _mark(Tag.NEUTRAL), SAMPLES),
    Binding("Shift+up", "select-up", "select upwards", _reach(-1), SAMPLES, repeats=True),
    Binding("Shift+down", "select-down", "select downwards", _reach(1), SAMPLES, repeats=True),
    Binding("Shift+pageup", "select-page-up", "select a page up", _reach(-PAGE), SAMPLES),
    Binding("Shift+pagedown", "select-page-down", "select a page down", _reach(PAGE), SAMPLES),
    Binding("Shift+home", "select-to-first", "select to the first", _reach(-FAR), SAMPLES),
    Binding("Shift+end", "select-to-last", "select to the last", _reach(FAR), SAMPLES),
    Binding(
        "Ctrl+up", "move-up", "row up, selection stays", _step(-1, keep=True), SAMPLES, repeats=True
    ),
    Binding(
        "Ctrl+down",
        "move-down",
        "row down, selection stays",
        _step(1, keep=True),
        SAMPLES,
        repeats=True,
    ),
    Binding(
        "x", "select-row", "select this row, or not", _always(session.ToggleSelected()), SAMPLES
    ),
    Binding("Ctrl+a", "select-rows", "select all rows", _always(session.SelectAllRows()), SAMPLES),
    *(
        Binding(
            f"{number}",
            f"collect-{number}",
            f"add to collection {number}",
            _collect(number),
            (*SAMPLES, *WAVEFORM),
        )
        for number in range(1, 10)
    ),
    Binding(
        "delete", "uncollect", "remove from the collection", _always(session.Uncollect()), MEMBERS
    ),
    Binding(
        "Alt+up", "member-up", "move up", _always(session.PlaceMembers(-1)), MEMBERS, repeats=True
    ),
    Binding(
        "Alt+down",
        "member-down",
        "move down",
        _always(session.PlaceMembers(1)),
        MEMBERS,
        repeats=True,
    ),
    Binding("enter", "open-collection", "to its samples", _focus(Panel.MEMBERS), COLLECTIONS),
    Binding("n", "new-collection", "new collection", _always(session.BeginNaming()), COLLECTIONS),
    Binding("f2", "rename-collection", "rename", _always(session.RenameChosen()), COLLECTIONS),
    Binding(
        "delete",
        "remove-collection",
        "remove the collection",
        _always(session.RemoveCollection()),
        COLLECTIONS,
    ),
    Binding(
        "e",
        "export-collection",
        "export the collection",
        _always(session.BeginExport()),
        (*COLLECTIONS, *MEMBERS),
    ),
    Binding(
        "Alt+up",
        "collection-up",
        "move up",
        _always(session.PlaceCollection(-1)),
        COLLECTIONS,
        repeats=True,
    ),
    Binding(
        "Alt+down",
        "collection-down",
        "move down",
        _always(session.PlaceCollection(1)),
        COLLECTIONS,
        repeats=True,
    ),
    Binding("f2", "rename", "rename", _always(session.BeginRename()), (*SAMPLES, *FOLDERS)),
    Binding("delete", "throw-away", "delete", _always(session.ThrowAway()), (Panel.SAMPLES,)),
    Binding("n", "new-folder", "new folder", _new_folder, FOLDERS),
    Binding("delete", "throw-folder-away", "delete", _throw_folder_away, FOLDERS),
    Binding("right", "open-folder", "open the folder", _fold(opened=True), FOLDERS),
    Binding("left", "close-folder", "close the folder", _fold(opened=False), FOLDERS),
    Binding("left", "playhead-left", "playhead left", _move(-STEP), WAVEFORM, repeats=True),
    Binding("right", "playhead-right", "playhead right", _move(STEP), WAVEFORM, repeats=True),
    Binding("Alt+left", "pixel-left", "playhead a pixel left", _move(-1), WAVEFORM, repeats=True),
    Binding("Alt+right", "pixel-right", "playhead a pixel right", _move(1), WAVEFORM, repeats=True),
    Binding("up", "closer", "look closer", _zoom(CLOSER), WAVEFORM, repeats=True),
    Binding("down", "further", "look from further away", _zoom(1 / CLOSER), WAVEFORM, repeats=True),
    Binding(
        "Shift+left", "extend-left", "select to the left", _extend(-STEP), WAVEFORM, repeats=True
    ),
    Binding(
        "Shift+right", "extend-right", "select to the right", _extend(STEP), WAVEFORM, repeats=True
    ),
    Binding(
        "Alt+Shift+left",
        "extend-pixel-left",
        "select a pixel left",
        _extend(-1),
        WAVEFORM,
        repeats=True,
    ),
    Binding(
        "Alt+Shift+right",
        "extend-pixel-right",
        "select a pixel right",
        _extend(1),
        WAVEFORM,
        repeats=True,
    ),
    Binding(
        "[", "push-start", "left edge outward", _push(-STEP, end=False), WAVEFORM, repeats=True
    ),
    Binding("]", "push-end", "right edge outward", _push(STEP, end=True), WAVEFORM, repeats=True),
    Binding(
        "Shift+[", "pull-start", "left edge inward", _push(STEP, end=False), WAVEFORM, repeats=True
    ),
    Binding(
        "Shift+]", "pull-end", "right edge inward", _push(-STEP, end=True), WAVEFORM, repeats=True
    ),
    Binding(
        "home", "playhead-start", "playhead to the start", _always(session.PlaceCursor()), WAVEFORM
    ),
    Binding(
        "end",
        "playhead-end",
        "playhead to the end",
        _always(session.PlaceCursor(end=True)),
        WAVEFORM,
    ),
    Binding(
        "enter", "play-selection", "play the selection", _always(session.PlaySelection()), WAVEFORM
    ),
    Binding(
        "Ctrl+a", "select-all", "select all, or nothing", _always(session.SelectAll()), WAVEFORM
    ),
    Binding(
        "z", "zoom-selection", "look at the selection", _always(session.ZoomToSelection()), WAVEFORM
    ),
    Binding("Shift+z", "zoom-all", "look at all of it", _always(session.ShowAll()), WAVEFORM),
    Binding("Ctrl+1", "true-size", "one frame a pixel", _true_size, WAVEFORM),
)
