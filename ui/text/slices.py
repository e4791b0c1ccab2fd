"""Texts of slice mode and of the sheet that saves spans."""

from __future__ import annotations

from models.audio.clock import thousands
from models.slices.settings import Method, SliceSettings
from models.state.slicing import Place
from ui.text.quantity import count_noun, percent, signed

SLICE = "Slice"
METHODS = {
    Method.ONSETS: "Onsets",
    Method.SILENCE: "Silence",
    Method.PARTS: "Equal parts",
    Method.BEATS: "Beats",
}
SAVE, LEAVE = "Save…", "Leave slice mode"
WAITING = "Detecting onsets…"
ADD_MARKER, REMOVE_MARKER = "Add marker here", "Remove marker"
CLEAR_MARKERS = "Remove all markers"
SAVE_SLICES = "Save slices…"
SAVE_SELECTION = "Save selection as new file"
SAVE_SELECTION_AS = "Save selection as…"
SHOW_ONSETS, HIDE_ONSETS = "Show onsets", "Hide onsets"
NAME, FOLDER, COLLECTION = "File name", "Folder", "Add to collection"
PLACES = {
    Place.CLIPS: "Clips folder",
    Place.BESIDE: "Beside the file",
    Place.FOLDER: "Other…",
}
PATTERN = "{name}_{n:02}"
FIELDS = "{name} {n} {n:02}; existing files are never overwritten"
NO, YES = "No", "Yes"
SAVE_TITLE = "Save selection"
SAVE_ONE = "Save"


def parameter(settings: SliceSettings) -> str:
    """Return the parameter of the method: `70 %`, `-48 dB`, `8 parts`, `1 beat`."""
    match settings.method:
        case Method.ONSETS:
            return percent(settings.sensitivity)
        case Method.SILENCE:
            return signed(settings.threshold, "dB")
        case Method.PARTS:
            return count_noun(settings.parts, "part")
        case Method.BEATS:
            return f"{settings.beats:g} {'beat' if settings.beats == 1 else 'beats'}"


def count(slices: int, chosen: int) -> str:
    """Return the number of slices: `12 slices`, `10 of 12 slices`."""
    every = count_noun(slices, "slice")
    return every if chosen == slices else f"{thousands(chosen)} of {every}"


def title(slices: int) -> str:
    """Return the title of the sheet: `Save 12 slices`."""
    return f"Save {count_noun(slices, 'slice')}"


def save_all(slices: int) -> str:
    """Return the label of the button: `Save all 12`."""
    return f"Save all {thousands(slices)}"


def save_chosen(slices: int) -> str:
    """Return the label of the button: `Save 10 chosen`."""
    return f"Save {thousands(slices)} chosen"


def example(names: tuple[str, ...]) -> str:
    """Return the names of the first and the last file: `break_01 … break_12`."""
    return " … ".join((names[0], names[-1]) if len(names) > 1 else names)


def choose(number: int, *, chosen: bool) -> str:
    """Return the menu line: `Skip slice 3`, `Choose slice 3`."""
    return f"{'Skip' if chosen else 'Choose'} slice {number}"
