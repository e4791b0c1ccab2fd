"""Intents about edits of files, their history and their versions."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, Frames, SampleId
from models.edit.edit import Edit, Op
from models.library.export.settings import Container
from models.state.screen import Panel


@dataclass(frozen=True, slots=True)
class EditShown:
    """Edit the selection of the shown sample, or all of it, with the parameters used last."""

    op: Op
    curve: float | None = None
    """Curve of a fade; `None`: the one used last."""


@dataclass(frozen=True, slots=True)
class ShapeFade:
    """Shape a fade at an edge of the selection, before it is applied."""

    op: Op
    frame: Frames
    """Where it ends, or where a fade out starts."""
    curve: float
    """-1 to 1, see `models.edit.edit.Edit`."""


@dataclass(frozen=True, slots=True)
class ApplyFade:
    """Apply the fade that was shaped, or drop it."""

    drop: bool = False


@dataclass(frozen=True, slots=True)
class BeginEdit:
    """Open the sheet with the parameters of an edit."""

    op: Op
    sample: SampleId | None = None
    """Edit this sample, or the rows it is selected with; `None`: the shown sample."""
    panel: Panel = Panel.SAMPLES
    collection: CollectionId | None = None
    """Edit all of its members instead."""


@dataclass(frozen=True, slots=True)
class EditRows:
    """Edit a sample, or the rows it is selected with, with the parameters used last."""

    op: Op
    sample: SampleId
    panel: Panel = Panel.SAMPLES


@dataclass(frozen=True, slots=True)
class EditMembers:
    """Edit all members of a collection, with the parameters used last."""

    op: Op
    collection: CollectionId


@dataclass(frozen=True, slots=True)
class ConfigureEdit:
    """Change the parameters in the edit sheet."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class ApplyEdit:
    """Carry out the edit of the sheet."""


@dataclass(frozen=True, slots=True)
class CopyHindered:
    """Write copies, which can be edited, of files that cannot be edited in place."""

    container: Container


@dataclass(frozen=True, slots=True)
class OpenBackups:
    """Open the sheet of the copies of the library, or close it."""


@dataclass(frozen=True, slots=True)
class RequestRestore:
    """Have a copy of the library restored at the next start."""

    name: str
    """See `Backup.name`; empty: none after all."""


@dataclass(frozen=True, slots=True)
class ForceHindered:
    """Edit, undo or redo what was refused because another program changed the file."""


@dataclass(frozen=True, slots=True)
class OpenHistory:
    """Open the history sheet, or close it."""


@dataclass(frozen=True, slots=True)
class GoToStep:
    """Undo or redo until a step is the newest one that is done."""

    step: int
    """Its id; 0: undo all."""


@dataclass(frozen=True, slots=True)
class ShowVersions:
    """Show the versions of the shown sample's file, or the steps."""

    on: bool


@dataclass(frozen=True, slots=True)
class RestoreVersion:
    """Give the shown sample's file the content of a version."""

    version: int


@dataclass(frozen=True, slots=True)
class ReclaimSpace:
    """Ask whether to delete replaced contents, the oldest first, down to the limit."""

    everything: bool = False
    """Delete all of them."""


@dataclass(frozen=True, slots=True)
class ConfirmReclaim:
    """Answer whether to delete replaced contents."""

    agreed: bool


EditsIntent = (
    EditShown
    | ShapeFade
    | ApplyFade
    | BeginEdit
    | EditRows
    | EditMembers
    | ConfigureEdit
    | ApplyEdit
    | CopyHindered
    | ForceHindered
    | OpenHistory
    | OpenBackups
    | RequestRestore
    | GoToStep
    | ShowVersions
    | RestoreVersion
    | ReclaimSpace
    | ConfirmReclaim
)
