"""The slice behind undo and redo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class History:
    """What undo and redo would do, in words; empty if there is nothing."""

    undo: str = ""
    redo: str = ""
