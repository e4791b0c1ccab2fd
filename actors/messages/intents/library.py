"""Sources, files and folders, and the import from the predecessor."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, SourceId
from models.state.file_naming import Naming


@dataclass(frozen=True, slots=True)
class AddSource:
    """Make this folder a source."""

    root: bytes
    full: bool = False
    """Read its files as a whole where they are known already."""


@dataclass(frozen=True, slots=True)
class OfferImport:
    """Open the sheet that imports what the Rust program of our name left."""


@dataclass(frozen=True, slots=True)
class ImportPredecessor:
    """Take over what it left: sources, collections, marks, choices."""

    home: bytes | None = None
    """Home folder of the person, or the program's own folder; `None`: as usual."""
    scan: bool = True
    """Read the files of the sources afterwards."""


@dataclass(frozen=True, slots=True)
class DeclineImport:
    """Leave it where it is, and do not offer it again at the start."""


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Take this source out of the library; files stay, and it can be undone."""

    source: SourceId


@dataclass(frozen=True, slots=True)
class NarrowSource:
    """Let a source be one of its folders."""

    source: SourceId
    folder: bytes
    """Below the root."""


@dataclass(frozen=True, slots=True)
class AskToForget:
    """Say what would go if a folder were forgotten for good."""

    path: bytes


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget for good what is known of a folder, with all that was decided about it."""

    path: bytes


@dataclass(frozen=True, slots=True)
class ScanSource:
    """Compare this source with the disk."""

    source: SourceId
    full: bool = False
    """Read every file as a whole, whatever the file system says of it."""


@dataclass(frozen=True, slots=True)
class ScanAll:
    """Compare every source with the disk."""


@dataclass(frozen=True, slots=True)
class BeginRename:
    """Open the sheet that gives a name to a sample, a folder, or a new folder."""

    what: Naming | None = None
    """`None`: what the keyboard is on."""


@dataclass(frozen=True, slots=True)
class ConfirmName:
    """Give the name that the sheet asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class MoveInto:
    """Bring a sample, or the selection that it is part of, into a folder."""

    sample: SampleId
    folder: bytes


@dataclass(frozen=True, slots=True)
class DeleteSamples:
    """Move the selected samples, or the focused one (or this one), into the trash."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class DeleteRejected:
    """Move all that are listed as rejected into the trash, as one step."""

    count: int
    """How many the person was told that there are: no others go."""


@dataclass(frozen=True, slots=True)
class MoveFolder:
    """Bring a folder of the shown source into another one."""

    path: bytes
    into: bytes


@dataclass(frozen=True, slots=True)
class DeleteFolder:
    """Move a folder of the shown source into the trash."""

    path: bytes


@dataclass(frozen=True, slots=True)
class RelinkSource:
    """Let a source be where its folder is now."""

    source: SourceId
    root: bytes


@dataclass(frozen=True, slots=True)
class ChooseSource:
    """Show the samples of this source; `None` is all of them."""

    source: SourceId | None


@dataclass(frozen=True, slots=True)
class ChooseFolder:
    """Show this folder and what is below; `b""` is the whole source."""

    path: bytes


@dataclass(frozen=True, slots=True)
class AddFolder:
    """List a further folder together with those that are listed, or no longer."""

    path: bytes


@dataclass(frozen=True, slots=True)
class ToggleFolder:
    """Show or hide the children of this folder."""

    path: bytes


LibraryIntent = (
    AddSource
    | OfferImport
    | ImportPredecessor
    | DeclineImport
    | RemoveSource
    | NarrowSource
    | AskToForget
    | Forget
    | ScanSource
    | ScanAll
    | BeginRename
    | ConfirmName
    | MoveInto
    | DeleteSamples
    | DeleteRejected
    | MoveFolder
    | DeleteFolder
    | RelinkSource
    | ChooseSource
    | ChooseFolder
    | AddFolder
    | ToggleFolder
)
