"""`sempal history`: the steps that can be undone and redone."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial

from ui.commandline.context import Context
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text import commandline as text


async def run(context: Context, options: Options) -> int:
    """Print one line per step, oldest first, the undone ones last."""
    from actors.kernel.reply import ask
    from actors.messages import library
    from models.audio.units import Ticket
    from ui.text.actions import done_words

    async with context.library(resume=False) as ports:
        command = partial(library.ReadHistory, Ticket(1))
        found = await ask(ports.library, command, within=60)
    for one in found.steps:
        at = datetime.fromtimestamp(one.at).astimezone().isoformat(timespec="seconds")
        words = done_words(one.action)
        if options.json:
            print(
                json.dumps(
                    {
                        "id": one.id,
                        "at": at,
                        "kind": one.kind,
                        "words": words,
                        "undone": one.undone,
                    }
                )
            )
        else:
            print(text.history_line(at, words, undone=one.undone))
    return Status.DONE


VERB = Verb(
    "history",
    "list the steps that can be undone and redone",
    Options,
    run,
    example="sempal history",
    lock=Lock.NEVER,
    app=False,
)
