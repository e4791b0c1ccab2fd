"""Health reports of actors, on their way to the session and to those who watch the parts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import trio

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.supervisor import Health
from actors.session.decide import Event
from models.state.app import AppState
from models.state.parts import Parts


@dataclass(frozen=True, slots=True)
class HealthReaders:
    """Receivers of health reports."""

    session: Mailbox[Event]
    state: Latest[AppState]
    parts: Latest[Parts]


async def report_health(health: Mailbox[Health], listeners: HealthReaders) -> None:
    """Forward health reports; neither the supervisor nor a program waits for the session."""
    to_session, for_session = trio.open_memory_channel[Health](math.inf)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_forward, for_session, listeners.session.address)
        while True:
            report = await health.receive()
            from actors.session.app.parts import update_parts

            parts = update_parts(listeners.parts.value, report)
            listeners.parts.publish(parts)
            if "session" in parts.down:  # nobody else says so now
                state = replace(listeners.state.value, parts=parts)
                listeners.state.publish(replace(state, tasks=()) if parts.lost else state)
            to_session.send_nowait(report)


async def _forward(reports: trio.MemoryReceiveChannel[Health], to_session: Address[Event]) -> None:
    async for report in reports:
        await to_session.send(report)
