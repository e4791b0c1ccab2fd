"""What a task does, as a value; `ui/text/tasks.py` words it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.library.action import Action


class TaskKind(Enum):
    """What is done; the fields of `TaskLabel` that a kind uses are named behind it."""

    SCAN = auto()
    """`name`: the source; empty: unknown."""
    EXPORT = auto()
    """`name`: the collection."""
    IMPORT = auto()
    BACK_UP = auto()
    RELOCATE = auto()
    STEP = auto()
    """`action`; its progress counts megabytes."""
    UNDO = auto()
    """The same."""
    EMBED = auto()
    ANALYSE = auto()
    FIND_DUPLICATES = auto()


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """Names long work."""

    kind: TaskKind
    name: str = ""
    action: Action | None = None
