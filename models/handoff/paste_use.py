"""What files of other programs are for that are pasted into the list."""

from __future__ import annotations

from enum import Enum


class PasteUse(Enum):
    """The answer to what pasting means."""

    ASK = "ask"
    """Ask, and remember the answer."""
    COPY = "copy"
    """Copy them into the folder shown."""
    SIMILAR = "similar"
    """Find similar sounds."""
