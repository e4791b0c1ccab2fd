"""The slice behind undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.action import Action


@dataclass(frozen=True, slots=True)
class History:
    """What undo and redo would do; `None` if there is nothing."""

    undo: Action | None = None
    redo: Action | None = None
