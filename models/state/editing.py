"""Slice of the state: edits of files, what hindered one, and the history sheet."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId, Ticket
from models.edit.edit import Edit, Op
from models.edit.report import ChangedFile, RefusedEdit
from models.edit.version import FileVersions, HistoryStep, OriginalsReport


@dataclass(frozen=True, slots=True)
class Editing:
    """The edit of the sheet, the parameters used last, and what was refused."""

    ticket: Ticket = Ticket(0)
    """Ticket of the newest edit."""
    samples: tuple[SampleId, ...] = ()
    """What the edit sheet is about."""
    collection: CollectionId | None = None
    """The edit sheet is about its members."""
    count: int = 1
    """Number of samples that the edit sheet is about."""
    edit: Edit | None = None
    """The edit of the sheet."""
    used: tuple[Edit, ...] = ()
    """Edits with the parameters used last, one for each operation, without spans."""
    fade: Edit | None = None
    """The fade that is being shaped with a handle."""
    wanted: Edit | None = None
    """The newest edit."""
    changed: tuple[ChangedFile, ...] = ()
    """Files that the newest edit changed."""
    refused: tuple[RefusedEdit, ...] = ()
    """Files that the newest edit, undo or redo left as they are."""
    undo: bool | None = None
    """They were left by an undo (`True`) or redo; `None`: by an edit."""

    def parameters(self, op: Op) -> Edit:
        """Return the edit with the parameters used last."""
        return next((one for one in self.used if one.op is op), Edit(op))


@dataclass(frozen=True, slots=True)
class Journal:
    """Contents of the history sheet."""

    ticket: Ticket = Ticket(0)
    steps: tuple[HistoryStep, ...] = ()
    """Oldest first, then the undone ones in the order of redo."""
    versions: FileVersions | None = None
    """Versions of the shown sample's file; `None`: not shown."""
    originals: OriginalsReport = OriginalsReport()
    everything: bool = False
    """All originals are to be deleted, instead of the oldest ones above the limit."""
    question: OriginalsReport | None = None
    """What would be deleted; it is asked for consent."""

    @property
    def current(self) -> int:
        """Index of the newest step that is done; -1: none is."""
        done = [number for number, one in enumerate(self.steps) if not one.undone]
        return done[-1] if done else -1
