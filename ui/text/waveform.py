"""Texts of the waveform panel: title, tools, menu, loops and markers."""

from __future__ import annotations

from models.audio.clock import thousands
from models.audio.typed_span import SpanPart
from models.metadata.loop import LoopKind
from models.waveform.display import Display
from ui.text.quantity import count_noun

NO_SAMPLE = "No sample loaded"
PLAY, PAUSE, LOOP, LOOP_OFF = "Play", "Pause", "Loop", "Loop off"
SPLIT = "L/R"
"""Draw the channels separately."""
SPLIT_CHANNELS = "Draw each channel separately, or all in one"
DISPLAYS = {
    Display.WAVEFORM: "Plain",
    Display.COLOURED: "Colour",
    Display.SPECTROGRAM: "Spectrum",
}
FIT = "Zoom to fit"
FIT_SHORT = "Fit"
PLAY_FROM_HERE = "Play from here"
PLAY_SELECTION, ZOOM_TO_SELECTION = "Play selection", "Zoom to selection"
COPY_SELECTION = "Copy selection as file"
SEND_SELECTION = "Send selection to hot folder"
CLEAR_SELECTION, SELECT_ALL = "Clear selection", "Select all"
SIMILAR = "Similar"
FIND_SIMILAR_TO_SELECTION = "Find similar to selection"
DISPLAY = "Waveform…"
SHOW_BEATS, SHOW_SECONDS = "Show bars & beats", "Show seconds"
SNAP = "Snap…"
NO_COLLECTION = "Save selection as clip"
LOOPS = {
    LoopKind.FORWARD: "loop",
    LoopKind.ALTERNATING: "loop ↔",
    LoopKind.BACKWARD: "loop ←",
}
RELEASE = "release"
"""A loop that plays after note-off."""
MORE = "More tools"


def save_clip(collection: str) -> str:
    """Return the menu text for saving the selection to the open collection."""
    return f"Save selection as clip in “{collection}”" if collection else NO_COLLECTION


def menu_mark(words: str, *, now: bool) -> str:
    """Return a menu line, with a bullet if it is the current choice: `• Off`."""
    return f"• {words}" if now else words


def selection(length: str) -> str:
    """Return the length of the selection: `sel 1.164 s`."""
    return f"sel {length}"


def frames(number: int) -> str:
    """Return a length in frames: `51 345 frames`."""
    return count_noun(number, "frame")


SPAN_PARTS = {
    SpanPart.START: "Start",
    SpanPart.END: "End",
    SpanPart.LENGTH: "Length",
    SpanPart.BEATS: "Beats",
}
"""Numbers of the selection."""


def snap(to: str) -> str:
    """Return what edges snap to: `Snap: Zero crossings`."""
    return f"Snap: {to}"


def at_tempo(words: str) -> str:
    """Return the tempo that beats are counted at: `at 120 BPM`."""
    return f"at {words}"


def height(gain: float) -> str:
    """Return how much the waveform is magnified, with a multiplication sign: `height x4`."""
    return f"height \N{MULTIPLICATION SIGN}{gain:.3g}"


def either_tempo(first: str, second: str) -> str:
    """Return two possible tempos: `174 or 87`."""
    return f"{first} or {second}"


def zoom(frames_per_pixel: float) -> str:
    """Return the zoom: `zoom 1 : 18`, or `zoom 4 : 1` beyond one frame per pixel."""
    if frames_per_pixel >= 100:  # noqa: PLR2004 - three digits suffice
        return f"zoom 1 : {thousands(round(frames_per_pixel))}"
    if frames_per_pixel >= 1:
        return f"zoom 1 : {frames_per_pixel:.3g}"
    return f"zoom {1 / frames_per_pixel:.3g} : 1"


def clip_label(length: str, sample: str) -> str:
    """Return the label of a dragged selection: `0:00.576 of AMEN.WAV`."""
    return f"{length} of {sample}"
