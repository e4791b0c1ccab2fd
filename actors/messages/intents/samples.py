"""Intents about the sample lists: query, focus, selection, marks and types.

Rows are row numbers of the list that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.library.query import Sort
from models.library.tag import Tag
from models.state.key_command import SAMPLES, key_command
from models.state.screen import Panel
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class SearchEverywhere:
    """Search all sources for the words that have no match here."""


@dataclass(frozen=True, slots=True)
class Search:
    """List only samples that match a search."""

    words: str


@dataclass(frozen=True, slots=True)
class FilterTag:
    """List only samples with a mark; `None`: any."""

    tag: Tag | None


@dataclass(frozen=True, slots=True)
class SortBy:
    """Sort the list; the same key again reverses it."""

    sort: Sort


@dataclass(frozen=True, slots=True)
class ShowRows:
    """Report which rows are on screen."""

    first: int
    count: int
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class FocusRow:
    """Focus a row and audition it; clears the selection."""

    row: int
    panel: Panel = Panel.SAMPLES
    keep: bool = False
    """Keep the selection the row belongs to, so that it can be dragged."""


@key_command("play-row", "Play", "enter", panels=SAMPLES, after="last-row")
@dataclass(frozen=True, slots=True)
class PlayFocused:
    """Play the focused sample, whether or not moving through the list does."""


@key_command("load", "Load without playing", "Shift+enter", panels=SAMPLES, after="play-row")
@dataclass(frozen=True, slots=True)
class LoadFocused:
    """Load the focused sample without playing it."""


@dataclass(frozen=True, slots=True)
class ExtendFocus:
    """Extend the selection by a number of rows, without auditioning."""

    rows: int


@dataclass(frozen=True, slots=True)
class ExtendTo:
    """Extend the selection to a row, without auditioning."""

    row: int
    panel: Panel = Panel.SAMPLES


@key_command("toggle-selection", "Toggle selection", "x", panels=SAMPLES, after="move-down")
@dataclass(frozen=True, slots=True)
class ToggleSelected:
    """Add a row to the selection, or remove it."""

    row: int | None = None
    """`None`: the focused one."""
    panel: Panel | None = None
    """`None`: the list with the keyboard focus."""
    beside: bool = False
    """Also select the focused row if none is selected: a click chose it, and this adds another."""


@key_command("select-rows", "Select all rows", "Ctrl+a", panels=SAMPLES, after="toggle-selection")
@dataclass(frozen=True, slots=True)
class SelectAllRows:
    """Select all rows."""


@dataclass(frozen=True, slots=True)
class ClearRows:
    """Clear the selection of the list."""

    panel: Panel | None = None
    """`None`: the list with the keyboard focus."""


@key_command(
    "selected-only",
    "List selected only / all",
    "Shift+x",
    panels=(Panel.SAMPLES,),
    after="select-rows",
)
@dataclass(frozen=True, slots=True)
class ToggleSelectedOnly:
    """List only the selected samples, to step through them; the same again: all."""


@dataclass(frozen=True, slots=True)
class MarkSamples:
    """Mark the selected rows, or the focused one; the opposite mark is cleared first."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class MarkSample:
    """Mark a sample, or the selection it belongs to; the opposite mark is cleared first."""

    sample: SampleId
    tag: Tag
    panel: Panel = Panel.SAMPLES
    alone: bool = False
    """Only this sample, whatever is selected, as on a swipe."""


@dataclass(frozen=True, slots=True)
class MarkShown:
    """Mark the sample in the waveform panel; the mark that it has, or the opposite, is cleared."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class FilterType:
    """List only samples of a type; the same type again: all."""

    kind: SoundType


SamplesIntent = (
    SearchEverywhere
    | Search
    | FilterTag
    | SortBy
    | ShowRows
    | FocusRow
    | PlayFocused
    | LoadFocused
    | ExtendFocus
    | ExtendTo
    | ToggleSelected
    | SelectAllRows
    | ToggleSelectedOnly
    | ClearRows
    | MarkSamples
    | MarkSample
    | MarkShown
    | FilterType
)
