"""Outcome of an edit: which files changed and which were refused, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import SampleId
from models.edit.edit import Edit


class Hindrance(Enum):
    """Kind of reason why a file was not edited: what one can do about it depends on it."""

    EDIT = "edit"
    """The edit is not valid for this sound."""
    CONTAINER = "container"
    """It cannot be written in place without loss: edit a WAV or FLAC copy."""
    CHANGED = "changed"
    """Another program changed the file: the same command with `force` does it nevertheless."""
    FILE = "file"
    """It is offline, read-only or damaged, or the drive is full."""
    GONE = "gone"
    """It is missing, or not in the library any more."""
    CANCELLED = "cancelled"
    """The user cancelled before it was its turn."""
    SAME = "same"
    """The edit would change nothing."""


class NotEdited(Exception):
    """An edit is impossible for a sound, or changes nothing."""

    def __init__(self, hindrance: Hindrance, reason: str) -> None:
        super().__init__(reason)
        self.hindrance, self.reason = hindrance, reason


@dataclass(frozen=True, slots=True)
class RefusedEdit:
    """A file that was not edited; it is as it was."""

    sample: SampleId
    path: bytes
    """Absolute; empty: the sample is not in the library any more."""
    hindrance: Hindrance
    reason: str
    """Why, lower case, without the name of the file."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that was edited."""

    sample: SampleId
    path: bytes
    """Absolute."""
    notes: tuple[str, ...] = ()
    """What was lost or may surprise, one line each: a loop that was cut, a broken hard link."""
    copy: bytes = b""
    """Path of the new file, if the edit wrote a copy; empty: the file itself was changed."""


@dataclass(frozen=True, slots=True)
class EditReport:
    """Outcome of an edit of one or several samples."""

    edit: Edit | None
    """`None`: a version was restored."""
    changed: tuple[ChangedFile, ...] = ()
    refused: tuple[RefusedEdit, ...] = ()
    cancelled: bool = False
    dry: bool = False
    """Nothing was written: `changed` would have been."""
