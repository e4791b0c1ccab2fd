"""What `remove`, `narrow` and `forget` share: the session changes the sources."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.state.app import AppState
from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.status import Status
from ui.commandline.verb import Options
from ui.commandline.wait import reached

NEEDS = ("library", "session")
"""Parts without which nothing is changed."""


class Refused(Exception):
    """It cannot be done; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOptions(Options):
    """A verb about one folder."""

    folder: Path = positional("DIR", "the folder", type=Path)

    @property
    def path(self) -> bytes:
        """Return the folder without links."""
        return os.path.realpath(os.fsencode(self.folder))


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done."""

    words: str
    fields: Mapping[str, object]
    """For programs, beside `problem`."""


async def change(
    context: Context, options: Options, carry_out: Callable[[Ports], Awaitable[Changed]]
) -> Status:
    """Carry out a change of the sources, and print what came of it."""
    async with context.app() as ports:
        try:
            done = await carry_out(ports)
        except (Refused, NoReply) as refusal:
            reason = str(refusal)
            return finish("", reason, fields={"problem": reason}, as_json=options.json)
    return finish(done.words, fields={**done.fields, "problem": ""}, as_json=options.json)


async def opened(ports: Ports) -> AppState:
    """Return the state in which the sources are known.

    Raises:
        Refused: the library cannot be opened.
        NoReply: a part that it needs failed.
    """
    state = await reached(ports, lambda now: now.sources.known or bool(now.sources.failure), *NEEDS)
    if state.sources.failure:
        raise Refused(state.sources.failure)
    return state


async def settled(
    ports: Ports, intent: intents.Intent, done: Callable[[AppState], bool]
) -> AppState:
    """Have an intent carried out; return the state in which it is.

    Raises:
        Refused: it was not, and why.
        NoReply: a part that it needs failed.
    """
    ports.intents.post(intent)
    state = await reached(ports, lambda now: done(now) or bool(now.sources.refusal), *NEEDS)
    if not done(state):
        raise Refused(state.sources.refusal)
    return state
