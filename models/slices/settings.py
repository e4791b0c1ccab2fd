"""How a sample is cut into slices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import Decibels, Seconds


class Method(Enum):
    """What decides where the markers are."""

    ONSETS = "onsets"
    SILENCE = "silence"
    PARTS = "equal parts"
    BEATS = "beats"


PARTS = (1, 128)
"""Range of the number of equal parts."""
THRESHOLD = (-80.0, -6.0)
"""Range of the threshold of silence in decibels."""
BEATS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Beats of a slice that can be chosen."""


@dataclass(frozen=True, slots=True)
class SliceSettings:
    """Method and the parameter of each."""

    method: Method = Method.ONSETS
    sensitivity: float = 0.7
    """Of onsets, 0 to 1."""
    threshold: Decibels = Decibels(-48.0)
    """Of silence."""
    shortest: Seconds = Seconds(0.05)
    """Of silence; a shorter one belongs to the sound."""
    parts: int = 8
    """Number of equal parts."""
    beats: float = 1.0
    """Beats of a slice."""

    @property
    def value(self) -> float:
        """The parameter of the method on a scale of 0 to 1."""
        match self.method:
            case Method.ONSETS:
                return self.sensitivity
            case Method.SILENCE:
                low, high = THRESHOLD
                return (self.threshold - low) / (high - low)
            case Method.PARTS:
                return (self.parts - PARTS[0]) / (PARTS[1] - PARTS[0])
            case Method.BEATS:
                return BEATS.index(self.beats) / (len(BEATS) - 1)
