"""Actions on one or several samples."""

from __future__ import annotations

from collections.abc import Sequence

from models.library.action import Action, ActionKind
from models.library.file_name import display_name


def samples_action(kind: ActionKind, files: Sequence[bytes], to: str = "") -> Action:
    """Return an action on files: with the name of a single file, else with their count."""
    if len(files) == 1:
        return Action(kind, display_name(files[0]), to=to)
    return Action(kind, count=len(files), to=to)
