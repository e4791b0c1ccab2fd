"""What a kind of step declares: where its details are stored, and how they are put in place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from actors.library.query.step_details import Details, Side
from actors.messages.library import StepChange

Put = Callable[[sqlite3.Connection, int, Side], StepChange | None]
"""Puts everything where one side of a step, given by its id, has it; returns what changed, or
`None` if nothing of the step is left."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step; `actors.library.step_kinds` lists all of them."""

    name: str
    """As stored in `step.kind`: never renamed."""
    put: Put | None
    """`None`: a step is taken back by moving files, see `actors.library.file_steps`."""
    details: tuple[Details, ...] = ()
    """A step without a row in any of these tables is void; without tables it never is."""
    slow: bool = False
    """Steps are taken back and done again beside other orders."""
    sweep: Callable[[sqlite3.Connection], None] | None = None
    """Drops steps that are void for other reasons."""
