"""What a recording does."""

from __future__ import annotations

from enum import Enum, auto


class Phase(Enum):
    """What a recording does."""

    WAITING = auto()
    """Nothing has sounded yet."""
    RECORDING = auto()
    ENDED = auto()
    """There is a take."""
    NO_SOUND = auto()
    """It ended, and nothing has sounded."""
