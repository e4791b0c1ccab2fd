"""Declaration of a kind of step: where its details are stored, and how they are applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from actors.library.query.step_details import Details, Side
from actors.messages.library import StepChange

Put = Callable[[sqlite3.Connection, int, Side], StepChange | None]
"""Apply one side of a step, given by its id; return what changed, or `None` if the step is void."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step; `actors.library.step_kinds` lists all of them."""

    name: str
    """As stored in `step.kind`: never renamed."""
    put: Put | None
    """`None`: steps are undone by moving files, see `actors.library.file_steps`."""
    details: tuple[Details, ...] = ()
    """A step without a row in any of these tables is void; without tables it never is."""
    slow: bool = False
    """Steps are undone and redone outside the command loop."""
    sweep: Callable[[sqlite3.Connection], None] | None = None
    """Deletes steps that are void for other reasons."""
