"""Which key says which wish, in one table; no window is needed to read it.

The key sheet, the hints and the tests are made from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.messages import session
from models.state.app import AppState
from models.state.screen import Panel, Sheet

STEP = 32
"""Pixels the playhead moves at a key press, at any zoom."""
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
    """Such as `Ctrl+Shift+z`, or `g w` for a chord."""
    words: str
    """What it does, for the sheet."""
    wish: Wish
    panels: tuple[Panel, ...] = ()
    """Where it holds; empty is everywhere."""
    repeats: bool = False
    """A held key says it again and again."""


def _always(intent: session.Intent) -> Wish:
    return lambda _moment: intent


def _move(pixels: int) -> Wish:
    return lambda moment: session.MoveCursor(pixels, moment.playhead)


def _zoom(factor: float) -> Wish:
    return lambda moment: session.Zoom(factor, None, moment.playhead)


def _fold(*, opened: bool) -> Wish:
    def wish(moment: Moment) -> session.Intent:
        folders = moment.state.folders
        if (folders.focus in folders.open) is opened:
            return session.StepFocus(1 if opened else -1)
        return session.ToggleFolder(folders.focus)

    return wish


WAVEFORM = (Panel.WAVEFORM,)
LISTS = (Panel.SAMPLES, Panel.SOURCES, Panel.FOLDERS)
SAMPLES = (Panel.SAMPLES,)
FOLDERS = (Panel.FOLDERS,)

BINDINGS: tuple[Binding, ...] = (
    Binding("space", "play, pause, go on", _always(session.TogglePlay())),
    Binding("Shift+space", "play again from the last start", _always(session.Replay())),
    Binding("Ctrl+space", "play from the playhead", _always(session.PlayFromCursor())),
    Binding("escape", "stop; else one step back", _always(session.StepBack())),
    Binding("l", "loop mode", _always(session.ToggleLoop())),
    Binding("f", "search", _always(session.FocusPanel(Panel.SEARCH))),
    Binding("Ctrl+f", "search", _always(session.FocusPanel(Panel.SEARCH))),
    Binding("Shift+/", "this sheet", _always(session.ToggleSheet(Sheet.KEYS))),
    Binding("Ctrl+/", "this sheet", _always(session.ToggleSheet(Sheet.KEYS))),
    Binding("f1", "this sheet", _always(session.ToggleSheet(Sheet.KEYS))),
    Binding("Ctrl+,", "options", _always(session.ToggleSheet(Sheet.OPTIONS))),
    Binding("Ctrl+o", "add a source", _always(session.ToggleSheet(Sheet.ADD))),
    Binding("f11", "full screen", _always(session.ToggleFullScreen())),
    Binding("g w", "to the waveform", _always(session.FocusPanel(Panel.WAVEFORM))),
    Binding("g s", "to the samples", _always(session.FocusPanel(Panel.SAMPLES))),
    Binding("g Shift+s", "to the sources", _always(session.FocusPanel(Panel.SOURCES))),
    Binding("g f", "to the folders", _always(session.FocusPanel(Panel.FOLDERS))),
    Binding("up", "row up, and hear it", _always(session.StepFocus(-1)), LISTS, repeats=True),
    Binding("down", "row down, and hear it", _always(session.StepFocus(1)), LISTS, repeats=True),
    Binding("pageup", "page up", _always(session.StepFocus(-PAGE)), LISTS, repeats=True),
    Binding("pagedown", "page down", _always(session.StepFocus(PAGE)), LISTS, repeats=True),
    Binding("home", "first row", _always(session.StepFocus(-FAR)), LISTS),
    Binding("end", "last row", _always(session.StepFocus(FAR)), LISTS),
    Binding("enter", "load without playing", _always(session.LoadFocused()), SAMPLES),
    Binding("right", "open the folder", _fold(opened=True), FOLDERS),
    Binding("left", "close the folder", _fold(opened=False), FOLDERS),
    Binding("left", "playhead left", _move(-STEP), WAVEFORM, repeats=True),
    Binding("right", "playhead right", _move(STEP), WAVEFORM, repeats=True),
    Binding("Alt+left", "playhead left by a pixel", _move(-1), WAVEFORM, repeats=True),
    Binding("Alt+right", "playhead right by a pixel", _move(1), WAVEFORM, repeats=True),
    Binding("up", "look closer", _zoom(CLOSER), WAVEFORM, repeats=True),
    Binding("down", "look from further away", _zoom(1 / CLOSER), WAVEFORM, repeats=True),
    Binding("home", "playhead to the start", _always(session.PlaceCursor()), WAVEFORM),
    Binding("end", "playhead to the end", _always(session.PlaceCursor(end=True)), WAVEFORM),
    Binding("enter", "play the selection", _always(session.PlaySelection()), WAVEFORM),
    Binding("z", "look at the selection", _always(session.ZoomToSelection()), WAVEFORM),
    Binding("Shift+z", "look at all of it", _always(session.ShowAll()), WAVEFORM),
)

WAITING = "g"
"""The first key of every chord; it swallows the next one, whatever it is."""
PATIENCE = 1.0
"""Seconds a chord waits for its second key."""


def stroke(key: str, modifiers: frozenset[str]) -> str:
    """Return the name of a key press as the table writes it.

    Args:
        key: Name of the key without modifiers, lower case, such as `a` or `up`.
        modifiers: Any of `ctrl`, `shift`, `alt`, `meta`; others (locks) are ignored.
    """
    held = [name for name in ("ctrl", "alt", "shift", "meta") if name in modifiers]
    return "+".join([*(name.capitalize() for name in held), key])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a key press led to."""

    pending: str = ""
    """The chord that waits for its second key."""
    binding: Binding | None = None
    lost: str = ""
    """A chord that leads nowhere, for the status bar."""


def press(pressed: str, panel: Panel, pending: str = "", *, repeated: bool = False) -> Outcome:
    """Return what the key press `pressed` leads to.

    Args:
        pressed: See `stroke`.
        panel: Where the keyboard is.
        pending: The first key of a chord, if one waits.
        repeated: The key is held and repeats itself.
    """
    if pending:
        if repeated:
            return Outcome(pending=pending)
        found = find(f"{pending} {pressed}", panel)
        lost = "" if found or pressed == "escape" else f"{pending} {pressed}"
        return Outcome(binding=found, lost=lost)
    if pressed == WAITING:
        return Outcome(pending="" if repeated else WAITING)
    found = find(pressed, panel)
    if found is None or (repeated and not found.repeats):
        return Outcome()
    return Outcome(binding=found)


def find(keys: str, panel: Panel) -> Binding | None:
    """Return the binding of `keys` on `panel`; the panel's own beats the common one."""
    own = (row for row in BINDINGS if row.keys == keys and panel in row.panels)
    common = (row for row in BINDINGS if row.keys == keys and not row.panels)
    return next(own, None) or next(common, None)


def continuations(pending: str) -> tuple[tuple[str, str], ...]:
    """Return the second keys of the chord `pending` and what each does."""
    first = f"{pending} "
    return tuple(
        (row.keys.removeprefix(first), row.words) for row in BINDINGS if row.keys.startswith(first)
    )


NAMES = {
    "space": "Space",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def spelled(keys: str) -> str:
    """Return `keys` as a person reads them: `g S`, `Ctrl+F`, `?`, `↑`."""
    return " ".join(_spelled(part) for part in keys.split(" "))


def _spelled(pressed: str) -> str:
    *held, key = pressed.split("+") if pressed != "+" else ["+"]
    if held == ["Shift"] and key == "/":
        return "?"
    if held == ["Shift"] and len(key) == 1:
        return key.upper()
    shown = NAMES.get(key, key.upper() if held or key.startswith("f1") else key)
    return "+".join([*held, shown])
