"""`sempal redo`: redo the step undone last."""

from __future__ import annotations

from ui.commandline.context import Context
from ui.commandline.step import StepOptions, undo_or_redo
from ui.commandline.verb import Verb


async def run(context: Context, options: StepOptions) -> int:
    """Redo a step and print what it was."""
    return await undo_or_redo(context, options, back=False)


VERB = Verb("redo", "redo the step undone last", StepOptions, run, example="sempal redo", app=False)
