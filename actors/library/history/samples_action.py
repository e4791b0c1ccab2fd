"""What a step does to one sample or to several."""

from __future__ import annotations

from collections.abc import Sequence

from models.library.action import Action, ActionKind
from models.library.file_name import name


def samples_action(kind: ActionKind, files: Sequence[bytes], to: str = "") -> Action:
    """Return an action on files: it names the only one, else it counts them."""
    if len(files) == 1:
        return Action(kind, name(files[0]), to=to)
    return Action(kind, count=len(files), to=to)
