"""Intents about files and folders: names, moves, deletion."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId, SourceId
from models.state.file_naming import Naming
from models.state.key_command import FOLDERS, SAMPLES, key_command
from models.state.screen import Panel


@key_command("rename", "Rename", "f2", panels=(*SAMPLES, *FOLDERS), after="send-to")
@dataclass(frozen=True, slots=True)
class BeginRename:
    """Open the sheet that names a sample, a folder or a new folder."""

    what: Naming | None = None
    """`None`: the item with the keyboard focus."""


@dataclass(frozen=True, slots=True)
class BeginRenaming:
    """Open the sheet that renames the rows a sample is selected with by a pattern."""

    sample: SampleId | None = None
    collection: CollectionId | None = None
    """Rename all of its members instead."""


@dataclass(frozen=True, slots=True)
class ConfigureRenaming:
    """Change the pattern in the sheet."""

    pattern: str


@dataclass(frozen=True, slots=True)
class RenameAll:
    """Rename the samples by the pattern of the sheet."""


@dataclass(frozen=True, slots=True)
class ConfirmName:
    """Confirm the name typed in the sheet."""

    name: str


@dataclass(frozen=True, slots=True)
class MoveInto:
    """Move a sample, or the selection it belongs to, into a folder."""

    sample: SampleId
    folder: bytes
    source: SourceId | None = None
    """Of the folder; `None`: the one whose folders are shown."""


@key_command("delete", "Delete", "delete", panels=(Panel.SAMPLES,), after="rename")
@dataclass(frozen=True, slots=True)
class DeleteSamples:
    """Delete a sample, else the selected samples, else the focused one."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class DeleteRejected:
    """Delete all listed samples marked Reject, as one step."""

    count: int
    """Number of samples the user confirmed; if it differs, nothing is deleted."""


@dataclass(frozen=True, slots=True)
class MoveFolder:
    """Move a folder of the shown source into another folder."""

    path: bytes
    into: bytes


@dataclass(frozen=True, slots=True)
class DeleteFolder:
    """Delete a folder of the shown source."""

    path: bytes


FilesIntent = (
    BeginRename
    | BeginRenaming
    | ConfigureRenaming
    | RenameAll
    | ConfirmName
    | MoveInto
    | DeleteSamples
    | DeleteRejected
    | MoveFolder
    | DeleteFolder
)
