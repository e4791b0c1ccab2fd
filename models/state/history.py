"""Slice of undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.action import Action


@dataclass(frozen=True, slots=True)
class History:
    """The actions of the next undo and redo; `None`: none."""

    undo: Action | None = None
    redo: Action | None = None
