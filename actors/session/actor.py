"""Receive messages, decide, publish the state, post commands; never wait for a service."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import trio
from loguru import logger

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox, MailboxClosed, MailboxFull, Slot
from actors.messages import audio, config, embeddings, handoff, library, waveform
from actors.messages.intents import Intent
from actors.session.app import parts
from actors.session.decide import Event, Message, decide
from actors.session.decision import Command, with_notice
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class Services:
    """Slots for the commands of each service: posting never waits."""

    audio: Slot[audio.Command]
    library: Slot[library.Command]
    waveform: Slot[waveform.Command]
    config: Slot[config.Command]
    embeddings: Slot[embeddings.Command]
    handoff: Slot[handoff.Command]

    def post(self, command: Command) -> None:
        """Hand `command` to the service that understands it.

        Raises:
            MailboxFull: that service is too far behind.
        """
        if isinstance(command, audio.Command):
            self.audio.post(command)
        elif isinstance(command, library.Command):
            self.library.post(command)
        elif isinstance(command, waveform.Command):
            self.waveform.post(command)
        elif isinstance(command, embeddings.Command):
            self.embeddings.post(command)
        elif isinstance(command, handoff.Command):
            self.handoff.post(command)
        else:
            self.config.post(command)


class SessionActor:
    """Owns the `AppState` and applies intents and events to it.

    Intents and events have a mailbox each, so a flood of events cannot block
    the user. `_step` never awaits, so messages are still taken one at a time.
    """

    def __init__(
        self,
        intents: Mailbox[Intent],
        events: Mailbox[Event],
        state: Latest[AppState],
        services: Services,
    ) -> None:
        self._intents = intents
        self._events = events
        self._state = state
        self._services = services

    async def run(self) -> None:
        """Receive from both mailboxes until cancelled."""
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._receive, self._intents)
            nursery.start_soon(self._receive, self._events)

    async def _receive(self, mailbox: Mailbox[Intent] | Mailbox[Event]) -> None:
        while True:
            self._step(await mailbox.receive())

    def _step(self, message: Message) -> None:
        decision = decide(self._state.value, message)
        if decision.state is not self._state.value:
            self._state.publish(decision.state)
        commands = deque(decision.commands)
        while commands:
            commands.extend(self._post(commands.popleft()))

    def _post(self, command: Command) -> Sequence[Command]:
        """Post a command; return those that follow if its service is gone for good."""
        try:
            self._services.post(command)
        except MailboxClosed as stopped:
            logger.warning("{} dropped: {}", type(command).__name__, stopped)
            part = parts.part_of(command)
            released = parts.release_waiting(self._state.value, part, f"the {part} stopped")
            self._state.publish(released.state)
            # Other parts are asked for what is shown instead.
            return [one for one in released.commands if parts.part_of(one) != part]
        except MailboxFull:
            what = type(command).__name__
            logger.warning("{} dropped: its actor is busy", what)
            self._state.publish(with_notice(self._state.value, Notice(NoticeKind.BUSY, what)))
        return ()
