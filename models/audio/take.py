"""A take: what was recorded from an input to ask with."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.recording_phase import Phase
from models.audio.units import Seconds


@dataclass(frozen=True, slots=True)
class Take:
    """A recorded sound in a file that is not kept."""

    path: bytes
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """How a recording goes."""

    phase: Phase
    level: float
    """Peak in dBFS."""
    seconds: Seconds
    """Length of what sounds so far."""
    input_name: str
