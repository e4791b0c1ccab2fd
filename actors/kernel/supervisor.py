"""Keep actors alive: restart with a fresh state, give up when it does not help."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import trio
from loguru import logger

from actors.kernel.mailbox import MailboxFull, Slot

FIRST_DELAY = 0.1
"""Seconds before the first restart; doubles with each crash that is still remembered."""


@dataclass(frozen=True, slots=True)
class Child:
    """How to run one actor and what its failure means."""

    name: str
    run: Callable[[], Awaitable[None]]
    """Makes a fresh actor and runs it; called once per start."""
    essential: bool = False
    """An essential actor that cannot be kept alive takes the app down."""
    max_restarts: int = 3
    within: float = 60.0
    """Seconds in which `max_restarts` are allowed."""


@dataclass(frozen=True, slots=True)
class ActorCrashed:
    """An actor failed and will be started again."""

    name: str
    error: str
    retry_in: float
    """Seconds until the restart."""


@dataclass(frozen=True, slots=True)
class ActorGaveUp:
    """An actor failed too often and stays down."""

    name: str
    error: str


Health = ActorCrashed | ActorGaveUp


async def supervise(child: Child, health: Slot[Health]) -> None:
    """Run `child` until it returns, restarting it when it raises.

    A crash costs the message in hand, not the mailbox: that outlives the actor.
    """
    crashes: deque[float] = deque()
    while True:
        logger.info("the {} actor starts", child.name)
        try:
            await child.run()
        except trio.Cancelled:
            logger.info("the {} actor ends", child.name)
            raise
        except Exception as error:
            logger.opt(exception=error).error("the {} actor crashed", child.name)
            now = trio.current_time()
            crashes.append(now)
            while crashes[0] < now - child.within:
                crashes.popleft()
            if len(crashes) > child.max_restarts:
                _report(health, ActorGaveUp(child.name, repr(error)))
                if child.essential:
                    raise
                return
            delay = FIRST_DELAY * 2 ** (len(crashes) - 1)
            _report(health, ActorCrashed(child.name, repr(error), delay))
            await trio.sleep(delay)
        else:
            logger.info("the {} actor ends", child.name)
            return


def _report(health: Slot[Health], report: Health) -> None:
    try:
        health.post(report)
    except MailboxFull:
        logger.error("nobody heard that {}", report)
