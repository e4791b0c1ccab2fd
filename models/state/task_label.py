"""What a task does, as a value; worded by `ui/text/tasks.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.library.action import Action


class TaskKind(Enum):
    """Kind of task; the fields of `TaskLabel` that a kind uses are named below it."""

    SCAN = auto()
    """`name`: the source; empty: unknown."""
    EXPORT = auto()
    """`name`: the collection."""
    IMPORT = auto()
    BACK_UP = auto()
    RELOCATE = auto()
    STEP = auto()
    """`action`; progress in megabytes."""
    SAVE_SPANS = auto()
    """`name`: the sample; progress in files."""
    UNDO = auto()
    """`action`; progress in megabytes."""
    EMBED = auto()
    ANALYSE = auto()
    FIND_DUPLICATES = auto()
    EMBED_INSIDE = auto()
    """Progress in chunks of two minutes."""


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """Label of a task."""

    kind: TaskKind
    name: str = ""
    action: Action | None = None
