"""Intents about collections, their members and their export."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import CollectionId, SampleId
from models.library.export.settings import ExportSettings
from models.state.key_command import COLLECTIONS, MEMBERS, key_command
from models.state.screen import Panel


@dataclass(frozen=True, slots=True)
class ChooseCollection:
    """Open a collection."""

    collection: CollectionId


@key_command("new-collection", "New collection", "n", panels=COLLECTIONS, after="open-collection")
@dataclass(frozen=True, slots=True)
class BeginNaming:
    """Open the sheet that names a new collection, or renames one."""

    collection: CollectionId | None = None


@key_command(
    "list-collection",
    "List in the main list",
    "Shift+enter",
    panels=COLLECTIONS,
    after="open-collection",
)
@dataclass(frozen=True, slots=True)
class ListCollection:
    """List the members of a collection, or of the open one (`None`), in the main list."""

    collection: CollectionId | None = None


@key_command("rename-collection", "Rename", "f2", panels=COLLECTIONS, after="new-collection")
@dataclass(frozen=True, slots=True)
class RenameChosen:
    """Open the sheet that renames the open collection."""


@dataclass(frozen=True, slots=True)
class NameCollection:
    """Confirm the name typed in the sheet."""

    words: str


@key_command(
    "remove-collection",
    "Remove collection",
    "delete",
    panels=COLLECTIONS,
    after="rename-collection",
)
@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Remove a collection, or the open one (`None`); its samples stay in the library."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move the open collection by a number of rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class AddToCollection:
    """Add the selected samples, or the focused one, to a collection by its number."""

    number: int
    """From 1, as shown in the list."""


@dataclass(frozen=True, slots=True)
class SaveClip:
    """Save a span of a sample as a file, and add it to a collection."""

    collection: CollectionId | None = None
    """`None`: the open one."""
    sample: SampleId | None = None
    """`None`: the selection in the waveform."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class AddSamplesTo:
    """Add a sample, or the selection it belongs to, to a collection."""

    collection: CollectionId
    sample: SampleId
    panel: Panel = Panel.SAMPLES


@key_command("remove-member", "Remove from collection", "delete", panels=MEMBERS, after="collect-9")
@dataclass(frozen=True, slots=True)
class RemoveFromCollection:
    """Remove the selected members, or the focused one, from the open collection."""


@dataclass(frozen=True, slots=True)
class RemoveOneFromCollection:
    """Remove a member, or the selection it belongs to, from the open collection."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class PlaceMembersAt:
    """Move a member, or the selection it belongs to, before a row."""

    sample: SampleId
    at: int
    """Row number; the number of members: to the end."""


@key_command(
    "export-collection",
    "Export collection",
    "e",
    panels=(*COLLECTIONS, *MEMBERS),
    after="remove-collection",
)
@dataclass(frozen=True, slots=True)
class BeginExport:
    """Open the export sheet of a collection (`None`: the open one)."""

    collection: CollectionId | None = None


@dataclass(frozen=True, slots=True)
class ConfigureExport:
    """Change the folder or the settings of the export."""

    folder: str
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class Export:
    """Start the export, with these settings or those of the sheet."""

    collection: CollectionId | None = None
    folder: bytes | None = None
    settings: ExportSettings | None = None


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move the selected members, or the focused one, up (-1) or down (1)."""

    rows: int


CollectionsIntent = (
    ChooseCollection
    | ListCollection
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
