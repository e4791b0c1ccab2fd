"""Commands and events about edits: what replaces the contents of files."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import CollectionId, SampleId, Ticket
from models.edit.edit import Edit
from models.edit.edited_sample import EditedSample
from models.edit.report import EditReport


@dataclass(frozen=True, slots=True)
class EditSamples:
    """Edit the files of samples, as one undoable step; `EditEnded` replies.

    Their originals are kept. `SamplesChanged` follows each file, `StepDone` with `FilesEdited` the
    last one; `CancelScan` with the ticket of `WorkProgressed` ends it after the present file.
    """

    ticket: Ticket
    samples: tuple[SampleId, ...]
    edit: Edit
    force: bool = False
    """Also edit files that another program changed since they were scanned."""
    keep_time: bool = False
    """New contents keep the modification time of the file."""
    dry: bool = False
    """Only check: nothing is written."""
    reply_to: Reply[EditReport] | None = None
    """For command-line programs: receives the report once the change is on disk."""
    collection: CollectionId | None = None
    """Edit its members instead of `samples`."""


@dataclass(frozen=True, slots=True)
class RestoreVersion:
    """Give the file of a sample the content of one of its versions, as an undoable step."""

    ticket: Ticket
    sample: SampleId
    version: int
    """Its id in `VersionsRead`."""
    force: bool = False
    """Also if another program changed the file since."""


@dataclass(frozen=True, slots=True)
class FilesEdited:
    """Files were edited, or an edit of them undone or redone."""

    files: tuple[EditedSample, ...]


@dataclass(frozen=True, slots=True)
class EditEnded:
    """Reply to `EditSamples` and `RestoreVersion`; `StepDone` or `NothingDone` came before."""

    ticket: Ticket
    report: EditReport


EditChange = FilesEdited
EditCommand = EditSamples | RestoreVersion
"""Commands that replace the contents of files."""
EditEvent = EditEnded
