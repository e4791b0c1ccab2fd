"""Shared parts of `remove`, `narrow` and `forget`: changes of sources by the session."""

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
from ui.commandline.wait import wait_for_state

NEEDS = ("library", "session")
"""Actors that a change needs."""


class ChangeRefused(Exception):
    """The change is not possible; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOptions(Options):
    """Arguments of a verb about one folder."""

    folder: Path = positional("DIR", "the folder", type=Path)

    @property
    def path(self) -> bytes:
        """Absolute path of the folder with symlinks resolved."""
        return os.path.realpath(os.fsencode(self.folder))


@dataclass(frozen=True, slots=True)
class Changed:
    """Outcome of a change."""

    words: str
    fields: Mapping[str, object]
    """Fields of the JSON output, beside `problem`."""


async def change(
    context: Context, options: Options, carry_out: Callable[[Ports], Awaitable[Changed]]
) -> Status:
    """Run a change of the sources, print its outcome and return the exit status."""
    async with context.app() as ports:
        try:
            done = await carry_out(ports)
        except (ChangeRefused, NoReply) as error:
            reason = str(error)
            return finish("", reason, fields={"problem": reason}, as_json=options.json)
    return finish(done.words, fields={**done.fields, "problem": ""}, as_json=options.json)


async def wait_for_sources(ports: Ports) -> AppState:
    """Wait until the sources are loaded; return the state.

    Raises:
        Refused: The library cannot be opened.
        NoReply: An actor in `NEEDS` failed.
    """
    state = await wait_for_state(
        ports, lambda now: now.sources.known or bool(now.sources.reason), *NEEDS
    )
    if state.sources.reason:
        raise ChangeRefused(state.sources.reason)
    return state


async def apply_intent(
    ports: Ports, intent: intents.Intent, done: Callable[[AppState], bool]
) -> AppState:
    """Post an intent and wait until it has taken effect; return the state.

    Raises:
        Refused: The session refused it; the message says why.
        NoReply: An actor in `NEEDS` failed.
    """
    ports.intents.post(intent)
    state = await wait_for_state(
        ports, lambda now: done(now) or bool(now.sources.change_reason), *NEEDS
    )
    if not done(state):
        raise ChangeRefused(state.sources.change_reason)
    return state
