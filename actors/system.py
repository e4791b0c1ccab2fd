"""Wiring of the app: mailboxes, actors and restart rules.

Each room is imported when its actor starts, in the order in which people miss them: the list first,
then sound.
"""

from __future__ import annotations

import math
import sys
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import trio

from actors.config.access import load_settings
from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.supervisor import Child, Health, supervise
from actors.messages import audio, embeddings, handoff, library, waveform
from actors.messages import config as choices
from actors.messages.front import Front, open_front
from actors.messages.ports import Ports
from actors.session.decide import Event
from models.audio.output_config import OutputConfig
from models.state.app import AppState
from models.state.parts import Parts

Said = TypeVar("Said")

ROOMS = (
    *("actors.session.actor", "actors.library.actor", "actors.audio.actor"),
    *("actors.waveform.actor", "actors.config.actor", "actors.embeddings.actor"),
    "actors.handoff.actor",
)
"""Modules of the actors, in the order in which they start."""

ORDERS, EVENTS, REPORTS = 64, 64, 32
"""Capacity of each mailbox; see ARCHITECTURE.md, law 3."""


@dataclass(frozen=True, slots=True)
class Config:
    """Options of one run."""

    folder: Path
    """The `.sempal` folder."""
    sound: bool = True
    """Play audio; else playback is simulated and no engine process is started."""
    auto_embed: bool = False
    """Embed new samples in the background, so that they can be searched."""
    model: str = ""
    """Name of the embedding model of this run; empty: the configured one."""


@asynccontextmanager
async def running(config: Config, front: Front | None = None) -> AsyncGenerator[Ports, None]:
    """Run all actors; stop them on exit.

    Args:
        config: Options of this run.
        front: Made before by the window; default: a new one.
    """
    front = front or open_front()
    intents, state = front.intents, front.state
    events = Mailbox[Event](EVENTS, "session")
    to_audio = Mailbox[audio.Command](ORDERS, "audio")
    to_library = Mailbox[library.Command](ORDERS, "library")
    to_waveform = Mailbox[waveform.Command](ORDERS, "waveform")
    to_embeddings = Mailbox[embeddings.Command](ORDERS, "embeddings")
    to_config = Mailbox[choices.Command](ORDERS, "config")
    to_handoff = Mailbox[handoff.Command](ORDERS, "handoff")
    health = Mailbox[Health](REPORTS)
    parts = Latest(Parts())

    def said_by(inbox: Mailbox[Said]) -> Address[Event]:
        return events.address.used_by(inbox.pulse)

    def session_actor() -> Awaitable[None]:
        from actors.session.actor import Services, SessionActor

        services = Services(
            *(to_audio.slot, to_library.slot, to_waveform.slot, to_config.slot),
            *(to_embeddings.slot, to_handoff.slot),
        )
        return SessionActor(intents, events, state, services).run()

    def library_actor() -> Awaitable[None]:
        from actors.library.actor import LibraryActor

        return LibraryActor(to_library, said_by(to_library), config.folder).run()

    def audio_actor() -> Awaitable[None]:
        from actors.audio.actor import AudioActor

        output = OutputConfig(silent=not config.sound)
        return AudioActor(to_audio, said_by(to_audio), output).run()

    def waveform_actor() -> Awaitable[None]:
        from actors.waveform.actor import WaveformActor

        return WaveformActor(to_waveform, said_by(to_waveform), config.folder / "cache").run()

    def config_actor() -> Awaitable[None]:
        from actors.config.actor import ConfigActor

        return ConfigActor(to_config, said_by(to_config), config.folder).run()

    def embeddings_actor() -> Awaitable[None]:
        from actors.embeddings.actor import EmbeddingsActor
        from actors.embeddings.extraction import Choice

        return EmbeddingsActor(
            to_embeddings,
            said_by(to_embeddings),
            to_library.address,
            Choice(config.folder, lambda: config.model or load_settings(config.folder).model),
            eager=config.auto_embed,
        ).run()

    def handoff_actor() -> Awaitable[None]:
        from actors.handoff.actor import HandoffActor

        return HandoffActor(to_handoff, said_by(to_handoff), config.folder).run()

    children = (
        Child("session", session_actor, (intents, events)),
        Child("library", library_actor, (to_library,)),
        Child("audio", audio_actor, (to_audio,)),
        Child("waveform", waveform_actor, (to_waveform,)),
        Child("config", config_actor, (to_config,)),
        Child("embeddings", embeddings_actor, (to_embeddings,)),
        Child("handoff", handoff_actor, (to_handoff,)),
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_report_health, health, _HealthReaders(events, state, parts))
        nursery.start_soon(_start, children, health, nursery)
        yield Ports(intents.slot, state, parts, to_library.address, to_embeddings.address)
        nursery.cancel_scope.cancel()


async def _start(
    children: tuple[Child, ...], health: Mailbox[Health], nursery: trio.Nursery
) -> None:
    """Start each actor once its room is imported; messages for it wait in its mailboxes."""
    for room, child in zip(ROOMS, children, strict=True):
        if room not in sys.modules:  # the event loop does not wait for it
            await trio.to_thread.run_sync(import_module, room)
        nursery.start_soon(supervise, child, health.slot, name=child.name)


@dataclass(frozen=True, slots=True)
class _HealthReaders:
    """Receivers of health reports."""

    session: Mailbox[Event]
    state: Latest[AppState]
    parts: Latest[Parts]


async def _report_health(health: Mailbox[Health], listeners: _HealthReaders) -> None:
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
