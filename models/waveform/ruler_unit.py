"""What the ruler of the waveform counts."""

from __future__ import annotations

from enum import Enum


class RulerUnit(Enum):
    """Its unit."""

    SECONDS = "seconds"
    BEATS = "beats"
