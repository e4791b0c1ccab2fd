"""Commands and events about collections and their export."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId, Ticket
from models.library.collection import AlreadyMembers, Collection
from models.library.export.profile import Profile
from models.library.export.report import ExportReport
from models.library.export.settings import ExportSettings
from models.state.progress import Progress


@dataclass(frozen=True, slots=True)
class AddCollection:
    """Create an empty collection at the end of the list; duplicate names are refused."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameCollection:
    """Rename a collection; duplicate names are refused."""

    collection: CollectionId
    name: str


@dataclass(frozen=True, slots=True)
class RemoveCollection:
    """Delete a collection; its samples stay."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class PlaceCollection:
    """Move a collection to this row of the list."""

    collection: CollectionId
    row: int


@dataclass(frozen=True, slots=True)
class AddToCollection:
    """Append samples to a collection in this order; existing members keep their rows."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class RemoveFromCollection:
    """Remove samples from a collection."""

    collection: CollectionId
    samples: tuple[SampleId, ...]


@dataclass(frozen=True, slots=True)
class PlaceMembers:
    """Move members, keeping their relative order, before the member now in `row`."""

    collection: CollectionId
    samples: tuple[SampleId, ...]
    row: int


@dataclass(frozen=True, slots=True)
class ReadExport:
    """Load the folder and settings of a collection's last export."""

    collection: CollectionId


@dataclass(frozen=True, slots=True)
class ExportCollection:
    """Write the samples of a collection to a folder, skipping unchanged ones."""

    ticket: Ticket
    collection: CollectionId
    folder: bytes
    settings: ExportSettings


@dataclass(frozen=True, slots=True)
class CollectionsChanged:
    """Collections were created, removed, renamed or reordered, or their members changed."""

    collections: tuple[CollectionId, ...]
    already: AlreadyMembers | None = None
    """Samples to be added that were members before."""


@dataclass(frozen=True, slots=True)
class CollectionsListed:
    """All collections in order; sent at start-up and whenever one changes."""

    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class CollectionRefused:
    """The name of a collection was refused."""

    name: str
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class ExportRead:
    """Reply to `ReadExport`."""

    collection: CollectionId
    folder: bytes
    """Empty: never exported."""
    settings: ExportSettings
    profiles: tuple[Profile, ...] = ()
    """Hardware profiles that may be chosen, by title."""
    profile_problems: tuple[str, ...] = ()
    """Files of the user that are no profiles, one line each: which, which key, why."""


@dataclass(frozen=True, slots=True)
class ExportProgressed:
    """Progress of an export; at most five times a second."""

    progress: Progress
    """In samples."""


@dataclass(frozen=True, slots=True)
class ExportEnded:
    """An export finished, failed or was cancelled."""

    ticket: Ticket
    report: ExportReport


CollectionStep = (
    AddCollection
    | RenameCollection
    | RemoveCollection
    | PlaceCollection
    | AddToCollection
    | RemoveFromCollection
    | PlaceMembers
)
CollectionChange = CollectionsChanged
CollectionCommand = (
    AddCollection
    | RenameCollection
    | RemoveCollection
    | PlaceCollection
    | AddToCollection
    | RemoveFromCollection
    | PlaceMembers
    | ReadExport
    | ExportCollection
)
CollectionEvent = (
    CollectionsListed | CollectionRefused | ExportRead | ExportProgressed | ExportEnded
)
