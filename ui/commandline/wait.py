"""Waiting for a state of the app, while the actors it depends on work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import trio
import trio.lowlevel

from actors.kernel.reply import NoReply
from models.state.parts import Parts, Standing

if TYPE_CHECKING:  # verbs without a session do not wait for the whole state
    from actors.messages.ports import Ports
    from models.state.app import AppState

SILENCE = 600.0
"""Timeout without progress in seconds; long tasks report progress."""


async def wait_for_state(ports: Ports, wanted: Callable[[AppState], bool], *needs: str) -> AppState:
    """Return the first state that satisfies `wanted`.

    Args:
        ports: The running app.
        wanted: Tells whether a state satisfies the condition.
        needs: Names of actors without which it cannot be reached.

    Raises:
        NoReply: One of these actors failed; the message says which, and why.
    """
    found: AppState | None = None
    async with trio.open_nursery() as nursery:

        async def watch() -> None:
            await ports.parts.until(lambda parts: bool(_failed(parts, needs)))
            await trio.lowlevel.checkpoint()  # let the session publish its last state first
            nursery.cancel_scope.cancel()

        nursery.start_soon(watch)
        found = await ports.state.until(wanted)
        nursery.cancel_scope.cancel()
    if found is None:
        raise NoReply(_failed(ports.parts.value, needs) or f"the {needs[0]} failed")
    return found


def _failed(parts: Parts, needs: tuple[str, ...]) -> str:
    """Return why one of the actors failed; empty if none did."""
    for name in needs:
        fault = parts.faults.get(name)
        if fault is None:
            continue
        if name == "session" and fault.standing is Standing.RESTARTING:
            continue  # it keeps its state, and restarts at once
        return fault.whole
    return ""
