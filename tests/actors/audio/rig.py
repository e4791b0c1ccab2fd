"""Test rig: an audio actor with its mailboxes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import trio

from actors.audio.actor import AudioActor
from actors.audio.output_manager import Open, Probe
from actors.audio.probe import probe_devices
from actors.audio.pyo_engine import open_engine
from actors.audio.recordings import TAKES
from actors.kernel.mailbox import Mailbox
from actors.messages import audio
from models.audio.output_config import OutputConfig
from models.audio.span import Span
from models.audio.units import Frames, Ticket
from models.library.sample import Sample

SILENT = OutputConfig(silent=True)
Wanted = TypeVar("Wanted", bound=audio.Event)


class Rig:
    """Posts commands and waits for events."""

    actor: AudioActor

    def __init__(self) -> None:
        self.inbox = Mailbox[audio.Command](64)
        self.outbox = Mailbox[audio.Event](64)
        self.heard: list[audio.Event] = []
        self._ticket = 0

    def post(self, command: audio.Command) -> None:
        self.inbox.slot.post(command)

    def play(
        self,
        sample: Sample,
        start: int = 0,
        span: tuple[int, int] | None = None,
        *,
        loop: bool = False,
    ) -> Ticket:
        self._ticket += 1
        frames = Span(Frames(span[0]), Frames(span[1])) if span else None
        self.post(audio.Play(Ticket(self._ticket), sample, Frames(start), frames, loop))
        return Ticket(self._ticket)

    async def next(self) -> audio.Event:
        event = await self.outbox.receive()
        self.heard.append(event)
        return event

    async def until(self, kind: type[Wanted], within: float = 60.0) -> Wanted:
        """Return the next event of type `kind`; earlier ones are in `heard`."""
        with trio.fail_after(within):
            while True:
                event = await self.next()
                if isinstance(event, kind):
                    return event

    def frame(self) -> int:
        """Return the frame of the clip that sounds now; -1 if nothing plays."""
        active = self.actor._outputs.active
        position = active.engine.position() if active else None
        return position.frame if position else -1

    def nothing_more(self) -> bool:
        try:
            self.heard.append(self.outbox._receive.receive_nowait())
        except trio.WouldBlock:
            return True
        return False


@asynccontextmanager
async def running(
    settings: OutputConfig = SILENT,
    open_engine: Open = open_engine,
    probe: Probe = probe_devices,
    takes: Path = TAKES,
) -> AsyncGenerator[Rig]:
    rig = Rig()
    async with trio.open_nursery() as nursery:
        rig.actor = AudioActor(rig.inbox, rig.outbox.address, settings, open_engine, probe, takes)
        nursery.start_soon(rig.actor.run)
        yield rig
        nursery.cancel_scope.cancel()
