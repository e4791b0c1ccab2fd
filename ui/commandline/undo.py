"""`sempal undo`: undo the newest step, whatever made it."""

from __future__ import annotations

from ui.commandline.context import Context
from ui.commandline.step import StepOptions, undo_or_redo
from ui.commandline.verb import Verb


async def run(context: Context, options: StepOptions) -> int:
    """Undo a step and print what it was."""
    return await undo_or_redo(context, options, back=True)


VERB = Verb(
    "undo",
    "undo the last step: an edit, a mark, a moved file",
    StepOptions,
    run,
    example="sempal undo",
    app=False,
)
