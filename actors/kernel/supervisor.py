"""Supervision of actors: restart with a fresh state, give up after repeated crashes.

No requester waits in vain: requests held by a crashed actor are refused, and so is everything sent
to one that stays down.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import outcome
import trio
from loguru import logger

from actors.kernel.mailbox import Mailbox, MailboxFull, Slot, same_message
from actors.kernel.pulse import QUIET, Silence

FIRST_DELAY = 0.1
"""Seconds before the first restart; doubles with each crash within `Child.within`."""
CHECK_INTERVAL = 1.0
"""Seconds between two liveness checks."""
REMEMBERED = 8
"""Messages remembered for having crashed an actor; a second crash on one drops it for good."""


@dataclass(frozen=True, slots=True)
class Child:
    """One supervised actor and its restart policy."""

    name: str
    run: Callable[[], Awaitable[None]]
    """Creates the actor and runs it; called once per start."""
    inboxes: tuple[Mailbox[Any], ...] = ()
    """The mailboxes it reads."""
    max_restarts: int = 3
    within: float = 60.0
    """Window in seconds within which `max_restarts` are allowed."""


@dataclass(frozen=True, slots=True)
class ActorCrashed:
    """An actor crashed and will be restarted."""

    name: str
    error: str
    retry_in: float
    """Seconds until the restart."""
    message: object = None
    """The message it crashed on, as far as known; it is lost."""
    poison: bool = False
    """Second crash on the same message: it will not be delivered again."""


@dataclass(frozen=True, slots=True)
class ActorGaveUp:
    """An actor crashed too often and stays down."""

    name: str
    error: str


@dataclass(frozen=True, slots=True)
class ActorSilent:
    """An actor neither reads its mailbox nor beats."""

    name: str


@dataclass(frozen=True, slots=True)
class ActorRecovered:
    """An actor that crashed or was silent reads its mailbox again."""

    name: str


Health = ActorCrashed | ActorGaveUp | ActorSilent | ActorRecovered


async def start_rooms(
    children: Mapping[str, Child],
    health: Mailbox[Health],
    nursery: trio.Nursery,
    pauses: Mapping[str, Callable[[], Awaitable[object]]],
) -> None:
    """Start actors one after another; messages for one wait in its mailboxes until then.

    Args:
        children: By the module of each, which is imported in a thread.
        health: Receives what happens to them.
        nursery: Runs them.
        pauses: What is awaited before some of these modules are imported.
    """
    for room, child in children.items():
        if room not in sys.modules:
            if room in pauses:
                await pauses[room]()
            await trio.to_thread.run_sync(import_module, room)
        nursery.start_soon(supervise, child, health.slot, name=child.name)


async def supervise(child: Child, health: Slot[Health]) -> None:
    """Run `child` until it returns, restarting it when it raises.

    A crash costs the message in hand, not the mailbox, which outlives the actor.
    """
    crashes: deque[float] = deque()
    fatal: deque[object] = deque(maxlen=REMEMBERED)
    async with trio.open_nursery() as nursery:
        watch = _Watch(child, health)
        nursery.start_soon(watch.run)
        try:
            while True:
                watch.running = True
                reason, crashed = await _run_once(child)
                watch.running = False
                if not crashed:
                    _give_up(child, health, reason)
                    break
                now = trio.current_time()
                crashes.append(now)
                while crashes[0] < now - child.within:
                    crashes.popleft()
                if len(crashes) > child.max_restarts:
                    _give_up(child, health, reason)
                    break
                delay = FIRST_DELAY * 2 ** (len(crashes) - 1)
                message, poison = _abandon(child, fatal, reason)
                watch.crashed = True
                _report(health, ActorCrashed(child.name, reason, delay, message, poison))
                await trio.sleep(delay)
        finally:  # cancelled: the app shuts down
            for inbox in child.inboxes:
                inbox.close("sempal is closing")
        nursery.cancel_scope.cancel()


async def _run_once(child: Child) -> tuple[str, bool]:
    """Run the actor once; return why it ended, and whether it crashed."""
    logger.info("the {} actor starts", child.name)
    end = await outcome.acapture(child.run)
    if isinstance(end, outcome.Value):
        logger.info("the {} actor ends", child.name)
        return "it returned", False
    if not isinstance(end.error, Exception):
        if isinstance(end.error, BaseExceptionGroup):  # it crashed while the app closes
            crash, end_of_app = end.error.split(Exception)
            if crash is not None and end_of_app is not None:
                _log(child, crash)
                raise end_of_app
        end.unwrap()
    return _log(child, end.error), True


def _log(child: Child, error: BaseException) -> str:
    """Log the crash; return its cause."""
    reason = cause(error)
    logger.error("the {} crashed: {}", child.name, reason)
    # For the file: on the console the traceback would bury the message.
    logger.opt(exception=error).info("traceback of the crash of the {}", child.name)
    return reason


def cause(error: BaseException) -> str:
    """Return type and message of an error, unwrapped from exception groups."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _abandon(child: Child, fatal: deque[object], reason: str) -> tuple[object, bool]:
    """Refuse what a crashed actor held; return the fatal message, and whether it is poison."""
    found: object = None
    poison = False
    for inbox in child.inboxes:
        message = inbox.abandon(f"the {child.name} crashed ({reason})")
        if message is None:
            continue
        found = message
        poison = any(same_message(message, one) for one in fatal)
        if poison:
            inbox.ban(message)
        fatal.append(message)
    return found, poison


def _give_up(child: Child, health: Slot[Health], reason: str) -> None:
    for inbox in child.inboxes:
        inbox.close(f"the {child.name} stopped ({reason})")
    _report(health, ActorGaveUp(child.name, reason))


class _Watch:
    """Reports when an actor falls silent and when it reads its mailbox again."""

    def __init__(self, child: Child, health: Slot[Health]) -> None:
        self._child, self._health = child, health
        self.running = False
        """False while it waits for a restart after a crash."""
        self.crashed = False
        self._silent = False

    async def run(self) -> None:
        """Check liveness until cancelled."""
        silence = Silence()
        while self._child.inboxes:
            # All actors' checks at once: each time the process wakes costs more than a check.
            await trio.sleep_until((trio.current_time() // CHECK_INTERVAL + 1) * CHECK_INTERVAL)
            pulses = [inbox.pulse for inbox in self._child.inboxes]
            idle = self.running and any(pulse.idle for pulse in pulses)
            beats = sum(pulse.beats for pulse in pulses)
            quiet = silence.poll(beats, CHECK_INTERVAL, alive=idle or not self.running) >= QUIET
            if quiet and not self._silent:
                self._silent = True
                for pulse in pulses:
                    pulse.silent = True
                logger.error("the {} actor is silent", self._child.name)
                _report(self._health, ActorSilent(self._child.name))
            elif idle and (self._silent or self.crashed):
                self._silent = self.crashed = False
                for pulse in pulses:
                    pulse.silent = False
                _report(self._health, ActorRecovered(self._child.name))


def _report(health: Slot[Health], report: Health) -> None:
    try:
        health.post(report)
    except MailboxFull:
        logger.error("health report lost: {}", report)
