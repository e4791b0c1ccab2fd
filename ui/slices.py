"""Slices of the state that each panel reads, and when a panel is redrawn.

A panel gets only its slices, so the type checker rejects reading state without being redrawn for
it. To give a panel another slice, add a field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from models.audio.units import SampleId
from models.state.app import AppState
from models.state.browser import Browser, Folders, Sources
from models.state.cluster import ClusterState
from models.state.collections import Collections
from models.state.duplicates import Duplicates
from models.state.editing import Editing
from models.state.editor import Editor
from models.state.parts import Parts
from models.state.screen import Screen
from models.state.settings import Settings
from models.state.similarity import Similarity
from models.state.slicing import Slicing
from models.state.sound_map import SoundMap
from models.state.task import Task
from models.state.transport import Transport
from models.waveform.thumbnail import Thumbnail

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Slices = TypeVar("Slices", bound=DataclassInstance)
else:
    Slices = TypeVar("Slices")

DERIVED = "derived"
"""Metadata key of a derived field: a function of the state that returns its value."""


def _is_busy(state: AppState) -> bool:
    return bool(state.tasks)


def _can_undo(state: AppState) -> bool:
    return state.history.undo is not None or (state.slicing.on and bool(state.slicing.history.past))


def _can_redo(state: AppState) -> bool:
    ahead = state.slicing.on and bool(state.slicing.history.future)
    return state.history.redo is not None or ahead


def _protected(state: AppState) -> str:
    shown = state.editor.sample
    source = None if shown is None else state.sources.find(shown.source)
    return source.name if source is not None and source.read_only else ""


@dataclass(frozen=True, slots=True)
class TopBarSlices:
    """Slices of the top bar."""

    tasks: tuple[Task, ...]
    settings: Settings
    screen: Screen
    browser: Browser
    similarity: Similarity
    collections: Collections
    folders: Folders
    cluster: ClusterState
    can_undo: bool = field(metadata={DERIVED: _can_undo})
    can_redo: bool = field(metadata={DERIVED: _can_redo})


@dataclass(frozen=True, slots=True)
class WaveformSlices:
    """Slices of the waveform panel."""

    editor: Editor
    slicing: Slicing
    editing: Editing
    transport: Transport
    screen: Screen
    settings: Settings
    collections: Collections
    protected: str = field(metadata={DERIVED: _protected})
    """Name of the read-only source of the shown sample; empty: its file may be changed."""


@dataclass(frozen=True, slots=True)
class BrowserSlices:
    """Slices of the sample list and the bars around it."""

    browser: Browser
    thumbnails: Mapping[SampleId, Thumbnail]
    transport: Transport
    screen: Screen
    sources: Sources
    collections: Collections
    similarity: Similarity
    duplicates: Duplicates
    map: SoundMap
    parts: Parts
    busy: bool = field(metadata={DERIVED: _is_busy})
    """Whether a task runs; progress changes too often to redraw the list for it."""


@dataclass(frozen=True, slots=True)
class MapSlices:
    """Slices of the map."""

    map: SoundMap
    browser: Browser
    screen: Screen
    editor: Editor
    similarity: Similarity


@dataclass(frozen=True, slots=True)
class SideSlices:
    """Slices of the left panel."""

    sources: Sources
    folders: Folders
    screen: Screen
    browser: Browser
    settings: Settings


@dataclass(frozen=True, slots=True)
class CollectionsSlices:
    """Slices of the right panel."""

    collections: Collections
    members: Browser
    transport: Transport
    screen: Screen
    settings: Settings


def pick(kind: type[Slices], state: AppState) -> Slices:
    """Return the slices that `kind` declares."""
    found: dict[str, Any] = {}
    for one in fields(kind):
        derived = cast("Callable[[AppState], object] | None", one.metadata.get(DERIVED))
        found[one.name] = derived(state) if derived else getattr(state, one.name)
    return kind(**found)


class Watch(Generic[Slices]):
    """Redraws a panel when one of its slices is another object than before."""

    def __init__(self, kind: type[Slices], show: Callable[[Slices], None]) -> None:
        """Watch the slices of type `kind`, and call `show` on changes."""
        self._kind, self._show = kind, show
        self._drawn: Slices | None = None

    def show(self, state: AppState) -> None:
        """Redraw the panel, unless all of its slices are those drawn last."""
        now, drawn = pick(self._kind, state), self._drawn
        names = [one.name for one in fields(self._kind)]
        if drawn is None or any(getattr(now, one) is not getattr(drawn, one) for one in names):
            self._drawn = now
            self._show(now)
