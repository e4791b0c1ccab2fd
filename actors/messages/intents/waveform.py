"""The waveform panel: view, cursor and span selection.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import FramePosition, FramesPerPixel, PixelPosition, Pixels


@dataclass(frozen=True, slots=True)
class ResizeWaveform:
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
class NudgeEdge:
    """Move one edge of the selection by pixels; it never crosses the other."""

    end: bool
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class SnapEdges:
    """These edges were let go: they come to rest as the snap says."""

    start: bool
    end: bool


@dataclass(frozen=True, slots=True)
class SetView:
    """Show the frames from `start` on, `spp` of them per pixel."""

    start: FramePosition
    spp: FramesPerPixel


@dataclass(frozen=True, slots=True)
class ZoomToSamples:
    """Look at one frame per pixel, about the playhead."""

    playhead: FramePosition


@dataclass(frozen=True, slots=True)
class ToggleSpectrum:
    """Show pitch over time instead of the waveform, or the waveform again."""


WaveformIntent = (
    ResizeWaveform
    | Zoom
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
    | ToggleSpectrum
)
