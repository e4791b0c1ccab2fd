"""Collections, their members and their export."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import CollectionId, SampleId
from models.library.export.settings import ExportSettings
from models.state.screen import Panel


@dataclass(frozen=True, slots=True)
class ChooseCollection:
    """Open this collection."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class BeginNaming:
    """Ask for the name of a new collection, or another name for this one."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class RenameChosen:
    """Ask for another name for the chosen collection."""


@dataclass(frozen=True, slots=True)
class NameCollection:
    """Give the name that was asked for."""

    words: str


@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Forget this collection, its samples stay; `None` is the chosen one."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move the chosen collection by so many rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class AddToCollection:
    """Add the selected rows, or the focused one, to the collection of that number."""

    number: int
    """Counted from 1, as the list shows it."""


@dataclass(frozen=True, slots=True)
class SaveClip:
    """Add a part of a sample to a collection, as a file of its own."""

    collection: CollectionId | None = None
    """`None`: the open one."""
    sample: SampleId | None = None
    """`None`: what is selected in the waveform."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class AddSamplesTo:
    """Add a sample, and with it the selection it is part of, to a collection."""

    collection: CollectionId
    sample: SampleId
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class RemoveFromCollection:
    """Take the selected members, or the focused one, out of the open collection."""


@dataclass(frozen=True, slots=True)
class RemoveOneFromCollection:
    """Take one member, and with it the selection it is part of, out of the open collection."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class PlaceMembersAt:
    """Move a member, or the selected ones if it is one of them, before what is in a row."""

    sample: SampleId
    at: int
    """Row number; the count of members: behind the last one."""


@dataclass(frozen=True, slots=True)
class BeginExport:
    """Open the sheet that exports a collection (`None`: the chosen one)."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class ConfigureExport:
    """Change where the export goes, and what it makes of the samples."""

    folder: str
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class Export:
    """Export as the sheet says, or as is said here."""

    collection: CollectionId | None = None
    folder: bytes | None = None
    settings: ExportSettings | None = None


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move the selected members, or the focused one, up (-1) or down (1)."""

    rows: int


CollectionsIntent = (
    ChooseCollection
    | BeginNaming
    | RenameChosen
    | NameCollection
    | RemoveCollection
    | PlaceCollection
    | AddToCollection
    | SaveClip
    | AddSamplesTo
    | RemoveFromCollection
    | RemoveOneFromCollection
    | PlaceMembersAt
    | BeginExport
    | ConfigureExport
    | Export
    | PlaceMembers
)
