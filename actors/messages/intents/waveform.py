"""Intents about the waveform panel: view, cursor and span selection.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import FramePosition, FramesPerPixel, PixelPosition, Pixels
from models.state.key_command import WAVEFORM, key_command


@dataclass(frozen=True, slots=True)
class ResizeWaveform:
    """Report the width of the picture."""

    width: Pixels


@dataclass(frozen=True, slots=True)
class Zoom:
    """Zoom in (factor below 1) or out, around pixel `x`."""

    factor: float
    x: PixelPosition | None = None
    """`None`: around the playhead."""
    playhead: FramePosition | None = None
    """Frame of the playhead, if `x` is `None`."""


@dataclass(frozen=True, slots=True)
class ZoomHeight:
    """Magnify the waveform vertically by a factor; it is never drawn smaller than it is."""

    factor: float


@key_command("snap", "Next snap mode", "Shift+n", panels=WAVEFORM, after="slice")
@dataclass(frozen=True, slots=True)
class NextSnap:
    """Let edges of the selection snap to the next of the choices."""


@dataclass(frozen=True, slots=True)
class Pan:
    """Move the view by whole pixels; positive: to later frames."""

    pixels: Pixels


@dataclass(frozen=True, slots=True)
class ShowFrom:
    """Move the view to a start frame."""

    frame: FramePosition


@key_command("zoom-all", "Zoom to fit", "Shift+z", panels=WAVEFORM, after="zoom-selection")
@dataclass(frozen=True, slots=True)
class ShowAll:
    """Zoom out to the whole sample."""


@key_command("zoom-selection", "Zoom to selection", "z", panels=WAVEFORM, after="select-all")
@dataclass(frozen=True, slots=True)
class ZoomToSelection:
    """Zoom to the selection."""


@dataclass(frozen=True, slots=True)
class MoveCursor:
    """Move the cursor by pixels of the view; while playing, seek."""

    pixels: Pixels
    playhead: FramePosition
    """Frame of the playhead."""


@key_command("playhead-start", "Playhead to start", "home", panels=WAVEFORM, after="end-earlier")
@dataclass(frozen=True, slots=True)
class PlaceCursor:
    """Move the cursor to the start or end of the selection or the sample."""

    end: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """Select a span; `None`: clear the selection."""

    span: Span | None
    provisional: bool = False
    """It may still turn out to be a click: show it, but do not change a running loop."""


@key_command("select-all", "Select all / none", "Ctrl+a", panels=WAVEFORM, after="play-selection")
@dataclass(frozen=True, slots=True)
class SelectAll:
    """Select the whole sample; if it is selected already, clear."""


@dataclass(frozen=True, slots=True)
class ExtendSelection:
    """Move the active edge by pixels; without a selection start one at the cursor."""

    pixels: Pixels
    playhead: FramePosition
    """Frame of the playhead."""


@dataclass(frozen=True, slots=True)
class NudgeEdge:
    """Move one edge of the selection by pixels; it never crosses the other."""

    end: bool
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class SnapEdges:
    """Report that these edges were released: they snap as configured."""

    start: bool
    end: bool


@dataclass(frozen=True, slots=True)
class SetView:
    """Show the frames from `start` on, `spp` frames per pixel."""

    start: FramePosition
    spp: FramesPerPixel


@dataclass(frozen=True, slots=True)
class ZoomToSamples:
    """Zoom to one frame per pixel, around the playhead."""

    playhead: FramePosition


@key_command("display", "Next waveform display", "p", after="full-screen")
@dataclass(frozen=True, slots=True)
class NextDisplay:
    """Draw the waveform, the waveform coloured by frequency, or the spectrogram."""


WaveformIntent = (
    ResizeWaveform
    | Zoom
    | ZoomHeight
    | NextSnap
    | Pan
    | ShowFrom
    | ShowAll
    | ZoomToSelection
    | MoveCursor
    | PlaceCursor
    | Select
    | SelectAll
    | ExtendSelection
    | NudgeEdge
    | SnapEdges
    | SetView
    | ZoomToSamples
    | NextDisplay
)
