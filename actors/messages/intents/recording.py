"""Intents about recorded questions."""

from __future__ import annotations

from dataclasses import dataclass

from models.similarity.reference_sound import Sound
from models.state.key_command import key_command


@key_command("record", "Search by recording", "r", "Ctrl+r", after="search")
@dataclass(frozen=True, slots=True)
class Record:
    """Record a sound to search with."""


@dataclass(frozen=True, slots=True)
class FinishRecording:
    """End the recording now, and search with it."""


@dataclass(frozen=True, slots=True)
class RecordFrom:
    """Record from another input, now and in future."""

    input_name: str
    """Empty for the system's default."""


@dataclass(frozen=True, slots=True)
class PlayTake:
    """Play a recorded part of the question."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class KeepTake:
    """Save a recorded part of the question as a file of the library."""

    sound: Sound


RecordingIntent = Record | FinishRecording | RecordFrom | PlayTake | KeepTake
