"""Wait for what a command is about, as long as the parts that it needs work."""

from __future__ import annotations

from collections.abc import Callable

import trio
import trio.lowlevel

from actors.kernel.reply import NoReply
from actors.messages.ports import Ports
from models.state.app import AppState
from models.state.parts import Parts, Standing

SILENCE = 600.0
"""Seconds in which an answer may make no headway: hours of work tell how far they are."""


async def reached(ports: Ports, wanted: Callable[[AppState], bool], *needs: str) -> AppState:
    """Return the first state that is as wanted.

    Args:
        ports: The running app.
        wanted: Tells whether a state is.
        needs: Parts without which it will not come.

    Raises:
        NoReply: one of these parts failed; the text says which, and why.
    """
    found: AppState | None = None
    async with trio.open_nursery() as nursery:

        async def watch() -> None:
            await ports.parts.until(lambda parts: bool(_failed(parts, needs)))
            await trio.lowlevel.checkpoint()  # what the session made of it goes first
            nursery.cancel_scope.cancel()

        nursery.start_soon(watch)
        found = await ports.state.until(wanted)
        nursery.cancel_scope.cancel()
    if found is None:
        raise NoReply(_failed(ports.parts.value, needs) or f"the {needs[0]} failed")
    return found


def _failed(parts: Parts, needs: tuple[str, ...]) -> str:
    """Return what is wrong with one of the parts, or an empty text."""
    for name in needs:
        trouble = parts.troubles.get(name)
        if trouble is None:
            continue
        if name == "session" and trouble.standing is Standing.RESTARTING:
            continue  # it keeps its state, and is back at once
        return trouble.whole
    return ""
