"""Intents about slices of the loaded sample, and about saving spans of it as files.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Frames, Pixels
from models.slices.settings import Method
from models.state.key_command import FILES, SLICES, WAVEFORM, key_command
from models.state.slicing import Place


@key_command("slice", "Slice mode", "Shift+s", panels=WAVEFORM, after="show-onsets")
@dataclass(frozen=True, slots=True)
class ToggleSlices:
    """Turn slice mode on or off."""


@key_command("show-onsets", "Show onsets", "Shift+t", panels=WAVEFORM, after="fade-in")
@dataclass(frozen=True, slots=True)
class ToggleOnsets:
    """Draw the onsets in the waveform, or do not."""


@dataclass(frozen=True, slots=True)
class ChooseMethod:
    """Place the markers by a method."""

    method: Method


@dataclass(frozen=True, slots=True)
class TuneSlices:
    """Change the parameter of the method."""

    value: float
    """0 to 1, see `SliceSettings.value`."""


@dataclass(frozen=True, slots=True)
class AddSliceMarker:
    """Add a marker; it snaps as edges of the selection do."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class MoveSliceMarker:
    """Move a marker; it stays between its neighbours."""

    index: int
    frame: Frames
    released: bool = False
    """The move is over: it snaps as edges of the selection do."""


@dataclass(frozen=True, slots=True)
class NudgeSliceMarker:
    """Move the start of the focused slice by pixels of the view."""

    pixels: Pixels


@key_command(
    "remove-marker", "Remove marker", "delete", "backspace", panels=SLICES, after="add-marker"
)
@dataclass(frozen=True, slots=True)
class RemoveSliceMarker:
    """Remove a marker; by default the start of the focused slice."""

    index: int | None = None


@key_command(
    "clear-markers", "Remove all markers", "Shift+delete", panels=SLICES, after="remove-marker"
)
@dataclass(frozen=True, slots=True)
class ClearSliceMarkers:
    """Remove all markers."""


@dataclass(frozen=True, slots=True)
class PlaySlice:
    """Select a slice and play it."""

    index: int


@dataclass(frozen=True, slots=True)
class StepSlice:
    """Select and play the slice so many further."""

    by: int


@key_command("toggle-slice", "Choose slice / skip", "x", panels=SLICES, after="next-slice")
@dataclass(frozen=True, slots=True)
class ToggleSlice:
    """Choose a slice, or do not; by default the focused one."""

    index: int | None = None


@key_command("save-as", "Save selection as…", "Ctrl+s", panels=WAVEFORM, after="save-selection")
@key_command("save-slices", "Save slices", "Ctrl+s", panels=SLICES, after="marker-right")
@dataclass(frozen=True, slots=True)
class BeginSaving:
    """Open the sheet that saves the slices, or outside of slice mode the selection."""


@dataclass(frozen=True, slots=True)
class ConfigureSaving:
    """Change what the save sheet says."""

    pattern: str
    place: Place
    folder: str
    collect: bool


@dataclass(frozen=True, slots=True)
class SaveSlices:
    """Save what the sheet was opened for."""

    every: bool = False
    """All slices, also those that are not chosen."""


@key_command("save-selection", "Save selection as new file", "Shift+e", panels=FILES, after="slice")
@dataclass(frozen=True, slots=True)
class SaveSelection:
    """Save the selection as a new file in the clips folder."""


SlicesIntent = (
    ToggleSlices
    | ToggleOnsets
    | ChooseMethod
    | TuneSlices
    | AddSliceMarker
    | MoveSliceMarker
    | NudgeSliceMarker
    | RemoveSliceMarker
    | ClearSliceMarkers
    | PlaySlice
    | StepSlice
    | ToggleSlice
    | BeginSaving
    | ConfigureSaving
    | SaveSlices
    | SaveSelection
)
