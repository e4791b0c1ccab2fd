"""Shared part of `undo` and `redo`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ui.commandline.argument import flag
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.status import Status
from ui.commandline.verb import Options

PATIENCE = 600.0
"""Seconds without progress until a step is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOptions(Options):
    """Arguments of `undo` and `redo`."""

    force: bool = flag("--force", "also replace files changed since by other programs (also kept)")


async def undo_or_redo(context: Context, options: StepOptions, *, back: bool) -> Status:
    """Undo or redo a step, print what was done and return the exit status."""
    from actors.kernel.reply import NoReply, ask
    from actors.messages import library
    from models.state.notice import NoticeKind
    from ui.text.notices import notice_words

    async with context.library() as ports:
        command = (
            partial(library.Undo, None, options.force)
            if back
            else partial(library.Redo, options.force)
        )
        try:
            notice = await ask(ports.library, command, within=PATIENCE)
        except NoReply as error:
            fields: dict[str, object] = {"done": "", "problem": str(error)}
            return finish("", str(error), fields=fields, as_json=options.json)
    words = notice_words(notice)
    done = notice.kind in {NoticeKind.UNDONE, NoticeKind.REDONE}
    reason = "" if done else words
    fields = {"done": words if done else "", "problem": reason}
    return finish(words, reason, fields=fields, as_json=options.json)
