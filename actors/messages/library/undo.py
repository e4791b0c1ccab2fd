"""Commands and events about undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.edit.report import RefusedEdit
from models.library.collection import AlreadyMembers
from models.state.notice import Notice


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the newest step; report it if there is none."""

    trash: bytes | None = None
    """Trash folder for a file that the step wrote; `None`: the system trash."""
    force: bool = False
    """Also replace files that another program changed since they were edited."""
    reply_to: Reply[Notice] | None = None
    """For command-line programs: receives what was undone, or why not."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Redo the step undone last; report it if there is none."""

    force: bool = False
    """Also replace files that another program changed since the step was undone."""
    reply_to: Reply[Notice] | None = None
    """For command-line programs: receives what was redone, or why not."""


@dataclass(frozen=True, slots=True)
class GoToStep:
    """Undo or redo until this step is the newest one that is done."""

    step: int
    """Its id in `HistoryRead`; 0: undo all."""
    force: bool = False
    """See `Undo`."""


@dataclass(frozen=True, slots=True)
class UndoRefused:
    """Undo or redo left files as they are; `StepDone` or `NothingDone` came before.

    With `force`, it also replaces what another program changed: that is kept among the originals.
    """

    back: bool
    """It was an undo."""
    refused: tuple[RefusedEdit, ...]


@dataclass(frozen=True, slots=True)
class NothingDone:
    """A command had nothing to change: no step was done, undone or redone."""

    notice: Notice
    """Why."""
    already: AlreadyMembers | None = None
    """The samples that were to be added to a collection, if that was the command."""


UndoCommand = Undo | Redo | GoToStep
UndoEvent = UndoRefused | NothingDone
