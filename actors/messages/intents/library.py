"""Intents about sources, files, folders and the import from the predecessor."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SourceId


@dataclass(frozen=True, slots=True)
class AddSource:
    """Add a folder as a source."""

    root: bytes
    full: bool = False
    """Read known files completely, too."""
    demo: bool = False
    """The demo library, which is added unasked."""


@dataclass(frozen=True, slots=True)
class OfferImport:
    """Open the import sheet of the predecessor."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Import sources, collections, marks and settings of the predecessor."""

    home: bytes | None = None
    """Home folder, or the predecessor's own folder; `None`: the default."""
    scan: bool = True
    """Scan the sources afterwards."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Decline the import; it is not offered at start-up again."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Remove a source from the library; its files stay. Can be undone."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class ProtectSource:
    """Make a source read-only, or let its files be changed again."""

    source: SourceId
    read_only: bool


@dataclass(frozen=True, slots=True)
class NarrowSource:
    """Reduce a source to one of its folders."""

    source: SourceId
    folder: bytes
    """Relative to the root."""


@dataclass(frozen=True, slots=True)
class AskToForget:
    """Request what forgetting a folder would remove."""

    path: bytes
    missing_only: bool = False
    """Only the samples whose files are missing, not the folder."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Remove a folder and all decisions about its samples from the library; cannot be undone."""

    path: bytes
    missing_only: bool = False
    """See `AskToForget`."""


@dataclass(frozen=True, slots=True)
class ScanSource:
    """Scan a source."""

    source: SourceId
    full: bool = False
    """Read every file completely, whatever its mtime."""


@dataclass(frozen=True, slots=True)
class ScanAll:
    """Scan all sources, one after another."""


@dataclass(frozen=True, slots=True)
class RelinkSource:
    """Change the root of a source to its moved folder."""

    source: SourceId
    root: bytes


@dataclass(frozen=True, slots=True)
class ChooseSource:
    """List the samples of a source; `None`: of all."""

    source: SourceId | None


@dataclass(frozen=True, slots=True)
class ChooseFolder:
    """List the samples below a folder; `b""`: the whole source."""

    path: bytes


@dataclass(frozen=True, slots=True)
class AddFolder:
    """Add a folder to the listed ones, or remove it."""

    path: bytes


@dataclass(frozen=True, slots=True)
class ToggleFolder:
    """Expand or collapse a folder."""

    path: bytes


LibraryIntent = (
    AddSource
    | OfferImport
    | ImportPredecessor
    | DeclineImport
    | RemoveSource
    | ProtectSource
    | NarrowSource
    | AskToForget
    | Forget
    | ScanSource
    | ScanAll
    | RelinkSource
    | ChooseSource
    | ChooseFolder
    | AddFolder
    | ToggleFolder
)
