"""Context menu of the waveform, opened by a long press or the right button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.metrics import dp

from actors.messages import intents
from models.audio.units import FramePosition, Frames
from models.slices.markers import nearest_marker, slice_at
from models.state.editor import Editor
from models.state.screen import Panel
from models.state.settings import Settings
from models.state.slicing import Slicing
from models.state.transport import Transport
from models.waveform.ruler_unit import RulerUnit
from ui.edits.edit_menu import shown_choices
from ui.text import edits as edit_text
from ui.text import slices as slice_text
from ui.text import waveform as text
from ui.text.common import FIND_SIMILAR
from ui.text.settings import DISPLAY, SNAP, Choices
from ui.text.similarity import FIND_INSIDE, NEXT_PLACE, PREVIOUS_PLACE, SAVE_PLACES
from ui.theme import TABLET
from ui.widgets.menu import Choice, grouped

COMMANDS = {
    intents.PlaySelection: "play-selection",
    intents.ZoomToSelection: "zoom-selection",
    intents.SaveSelection: "save-selection",
    intents.CopyFiles: "copy",
    intents.SendFiles: "send",
    intents.SelectAll: "select-all",
    intents.FindSimilar: "find-similar",
    intents.FindInside: "find-inside",
    intents.SaveHits: "save-places",
    intents.ToggleLoop: "loop",
    intents.ShowAll: "zoom-all",
    intents.ToggleOnsets: "show-onsets",
    intents.ToggleSlices: "slice",
    intents.ClearSliceMarkers: "clear-markers",
}
"""Command in the key table of each line that does the same as a key."""
STEPPING = {NEXT_PLACE: "next-place", PREVIOUS_PLACE: "previous-place"}
"""Command that steps through places, by the words of the line."""
SAVING = {slice_text.SAVE_SLICES: "save-slices", "": "save-as"}
"""Command that opens the sheet for saving, by the words of the line."""
Line = tuple[str, intents.Intent]
"""Words and intent of a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """State at the position where the menu is opened."""

    frame: int
    playhead: FramePosition | None
    """Frame being played; `None` while stopped."""
    editor: Editor
    transport: Transport
    settings: Settings
    collection: str
    """Name of the open collection; empty: none is open."""
    more: Callable[[tuple[Choice, ...]], None]
    """Opens a submenu at the same position."""
    slicing: Slicing = Slicing()
    protected: bool = False
    """The source of the shown sample is read-only."""


def choices(post: Callable[[intents.Intent], None], place: Place) -> tuple[Choice, ...]:
    """Return the choices at `place`, by groups, most common first."""
    editor, settings = place.editor, place.settings
    displays = _values(post, "display", DISPLAY, settings.display)
    snaps = _values(post, "snap", SNAP, settings.snap)
    edits = shown_choices(post, selected=editor.selection is not None)

    def lines(offered: list[Line]) -> tuple[Choice, ...]:
        return tuple(
            Choice(words, _poster(post, intent), _command(words, intent))
            for words, intent in offered
        )

    return grouped(
        lines(_slice_choices(place) if place.slicing.on else []),
        lines(_playing(place)),
        lines(_selecting(place)),
        lines(_finding(editor)),
        (
            *lines(_viewing(settings)),
            Choice(text.DISPLAY, lambda: place.more(displays), "display"),
            Choice(text.SNAP, lambda: place.more(snaps), "snap"),
        ),
        (
            *lines([] if place.slicing.on else [(slice_text.SLICE, intents.ToggleSlices())]),
            Choice(edit_text.EDIT_MENU, lambda: place.more(edits), refused=place.protected),
        ),
    )


def _playing(place: Place) -> list[Line]:
    here: Line = (text.PLAY_FROM_HERE, intents.PlayFrom(Frames(place.frame)))
    selected: Line = (text.PLAY_SELECTION, intents.PlaySelection())
    words = text.LOOP_OFF if place.transport.loop else text.LOOP
    loop: Line = (words, intents.ToggleLoop(place.playhead))
    return [here, *([] if place.editor.selection is None else [selected]), loop]


def _selecting(place: Place) -> list[Line]:
    if place.editor.selection is None:
        return [(text.SELECT_ALL, intents.SelectAll())]
    return [
        (text.ZOOM_TO_SELECTION, intents.ZoomToSelection()),
        (text.save_clip(place.collection), intents.SaveClip()),
        (slice_text.SAVE_SELECTION, intents.SaveSelection()),
        (slice_text.SAVE_SELECTION_AS, intents.BeginSaving()),
        (text.COPY_SELECTION, intents.CopyFiles(panel=Panel.WAVEFORM)),
        (text.SEND_SELECTION, intents.SendFiles(panel=Panel.WAVEFORM)),
        (text.CLEAR_SELECTION, intents.Select(None)),
    ]


def _finding(editor: Editor) -> list[Line]:
    similar = FIND_SIMILAR if editor.selection is None else text.FIND_SIMILAR_TO_SELECTION
    found: list[Line] = [
        (similar, intents.FindSimilar(shown=True)),
        (FIND_INSIDE, intents.FindInside(shown=True)),
    ]
    if editor.hits:
        found += [
            (NEXT_PLACE, intents.StepHit()),
            (PREVIOUS_PLACE, intents.StepHit(-1)),
            (SAVE_PLACES, intents.SaveHits()),
        ]
    return found


def _viewing(settings: Settings) -> list[Line]:
    beats = settings.ruler is RulerUnit.BEATS
    other = RulerUnit.SECONDS if beats else RulerUnit.BEATS
    ruler = text.SHOW_SECONDS if beats else text.SHOW_BEATS
    onsets = slice_text.HIDE_ONSETS if settings.onsets else slice_text.SHOW_ONSETS
    return [
        (text.FIT, intents.ShowAll()),
        (ruler, intents.ChangeSetting("ruler", other)),
        (onsets, intents.ToggleOnsets()),
    ]


def _command(words: str, intent: intents.Intent) -> str:
    """Return the command whose key does the same as a line; empty: there is none."""
    if isinstance(intent, intents.BeginSaving):
        return SAVING.get(words, SAVING[""])
    if isinstance(intent, intents.StepHit):
        return STEPPING[words]
    return COMMANDS.get(type(intent), "")


def _values(
    post: Callable[[intents.Intent], None], name: str, row: Choices, now: object
) -> tuple[Choice, ...]:
    """Return a choice for each value of a setting."""
    return tuple(
        Choice(
            text.menu_mark(words, now=value is now),
            _poster(post, intents.ChangeSetting(name, value)),
        )
        for value, words in row.values.items()
    )


def _slice_choices(place: Place) -> list[Line]:
    """Return the choices of slice mode."""
    slicing, view = place.slicing, place.editor.view
    number = slice_at(slicing.markers, place.frame)
    start = (0, *slicing.markers)[number]
    reach = dp(TABLET.grab) * view.spp if view else 0.0
    near = nearest_marker(slicing.markers, place.frame, reach)
    chosen = start not in slicing.skipped
    return [
        (slice_text.ADD_MARKER, intents.AddSliceMarker(Frames(place.frame)))
        if near is None
        else (slice_text.REMOVE_MARKER, intents.RemoveSliceMarker(near)),
        (slice_text.choose(number + 1, chosen=chosen), intents.ToggleSlice(number)),
        (slice_text.CLEAR_MARKERS, intents.ClearSliceMarkers()),
        (slice_text.SAVE_SLICES, intents.BeginSaving()),
        (slice_text.LEAVE, intents.ToggleSlices()),
    ]


def _poster(post: Callable[[intents.Intent], None], intent: intents.Intent) -> Callable[[], None]:
    return lambda: post(intent)
