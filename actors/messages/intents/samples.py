"""The sample lists: query, focus, selection, marks and types.

Rows are row numbers of the list that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.library.query import Sort
from models.library.tag import Tag
from models.state.screen import Panel
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class SearchEverywhere:
    """Search all sources for the words that have no match here."""


@dataclass(frozen=True, slots=True)
class Search:
    """Show only samples whose path holds these words."""

    words: str


@dataclass(frozen=True, slots=True)
class FilterTag:
    """Show only samples with this tag; `None` is any."""

    tag: Tag | None


@dataclass(frozen=True, slots=True)
class SortBy:
    """Order the list; the same order again turns it round."""

    sort: Sort


@dataclass(frozen=True, slots=True)
class ShowRows:
    """The list was scrolled: these rows are on screen."""

    first: int
    count: int
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class FocusRow:
    """Move to this row and hear it; what was selected is selected no longer."""

    row: int
    panel: Panel = Panel.SAMPLES
    keep: bool = False
    """The selection stays: the row is one of it, and may be dragged with the others."""


@dataclass(frozen=True, slots=True)
class LoadFocused:
    """Show the focused sample without playing it."""


@dataclass(frozen=True, slots=True)
class ExtendFocus:
    """Select from where the selection began to so many rows further; silently."""

    rows: int


@dataclass(frozen=True, slots=True)
class ExtendTo:
    """Select from where the selection began to this row; silently."""

    row: int
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class ToggleSelected:
    """Put this row into the selection of the list, or take it out."""

    row: int | None = None
    """`None`: the focused one."""
    panel: Panel | None = None
    """`None`: the list that has the keyboard."""


@dataclass(frozen=True, slots=True)
class SelectAllRows:
    """Select every row of the list."""


@dataclass(frozen=True, slots=True)
class ClearRows:
    """Select no row of the list any more."""

    panel: Panel | None = None
    """`None`: the list that has the keyboard."""


@dataclass(frozen=True, slots=True)
class MarkSamples:
    """Tag the selected rows, or the focused one; the opposite mark is first taken away."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class MarkSample:
    """Tag a sample, and with it the selection it is part of; the opposite mark goes first."""

    sample: SampleId
    tag: Tag
    panel: Panel = Panel.SAMPLES
    alone: bool = False
    """Only this one, whatever is selected: it was swiped."""


@dataclass(frozen=True, slots=True)
class MarkShown:
    """Tag the sample in the waveform panel; the opposite mark is first taken away."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class FilterType:
    """Show only sounds of this type; the same again shows all."""

    kind: SoundType


SamplesIntent = (
    SearchEverywhere
    | Search
    | FilterTag
    | SortBy
    | ShowRows
    | FocusRow
    | LoadFocused
    | ExtendFocus
    | ExtendTo
    | ToggleSelected
    | SelectAllRows
    | ClearRows
    | MarkSamples
    | MarkSample
    | MarkShown
    | FilterType
)
