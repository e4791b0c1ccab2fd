"""Slice of the state: how the shown sample is cut, and where its slices are saved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.span import Span
from models.slices.cut_history import Cut, CutHistory
from models.slices.markers import Markers, spans
from models.slices.settings import SliceSettings

PATTERN = "{name}_{n:02}"
"""Default name of a slice."""


class Place(Enum):
    """Folder that files are saved in."""

    CLIPS = "clips"
    """That of clips."""
    BESIDE = "beside"
    """That of the sample."""
    FOLDER = "folder"
    """Any other one."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What the save sheet says."""

    pattern: str = PATTERN
    place: Place = Place.CLIPS
    folder: str = ""
    """Path of the folder, if the place is `FOLDER`; undecodable bytes as in PEP 383."""
    collect: bool = False
    """Add the files to the open collection."""
    selection: bool = False
    """Save the selection, not slices."""
    reason: str = ""
    """Why nothing can be saved like that; empty: it can."""


@dataclass(frozen=True, slots=True)
class Slicing:
    """Markers of the shown sample, while slice mode is on."""

    on: bool = False
    settings: SliceSettings = SliceSettings()
    within: Span | None = None
    """Only this span is cut; `None`: the whole sample."""
    markers: Markers = ()
    waiting: bool = False
    """What the method needs is not known yet."""
    skipped: frozenset[int] = frozenset()
    """First frames of the slices that are not chosen."""
    focus: int | None = None
    """Index of the slice that was played last."""
    saving: Saving = Saving()
    history: CutHistory = CutHistory()

    @property
    def cut(self) -> Cut:
        """What undo brings back."""
        return Cut(self.settings, self.within, self.markers, self.skipped)

    def spans(self, frames: int) -> tuple[Span, ...]:
        """Return the slices of a sample of this length."""
        return spans(self.markers, frames) if frames > 0 else ()

    def chosen(self, frames: int) -> tuple[Span, ...]:
        """Return the slices that are chosen."""
        return tuple(one for one in self.spans(frames) if one.start not in self.skipped)
