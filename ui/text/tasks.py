"""Labels of running tasks."""

from __future__ import annotations

from typing import assert_never

from models.state.task_label import TaskKind, TaskLabel
from ui.text.actions import action_words


def task_words(label: TaskLabel) -> str:
    """Return the label of a task: `Scanning Drums`."""
    step = action_words(label.action) if label.action else ""
    match label.kind:
        case TaskKind.SCAN:
            return f"Scanning {label.name}".rstrip()
        case TaskKind.EXPORT:
            return f"Exporting {label.name}"
        case TaskKind.IMPORT:
            return "Importing from sempal (Rust)"
        case TaskKind.BACK_UP:
            return "Backing up library"
        case TaskKind.RELOCATE:
            return "Relocating source"
        case TaskKind.STEP:
            return f"{step[:1].upper()}{step[1:]}, MB"
        case TaskKind.SAVE_SPANS:
            return f"Saving clips of {label.name}"
        case TaskKind.UNDO:
            return f"Undo: {step}, MB"
        case TaskKind.EMBED:
            return "Analysing sounds"
        case TaskKind.ANALYSE:
            return "Detecting tempo & key"
        case TaskKind.FIND_DUPLICATES:
            return "Finding duplicates"
        case TaskKind.EMBED_INSIDE:
            return "Listening inside long files"
        case kind:
            assert_never(kind)
