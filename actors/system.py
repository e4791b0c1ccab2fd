"""Wiring of the app: mailboxes, actors and restart rules."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import trio

from actors.audio.actor import AudioActor
from actors.config.access import load_settings
from actors.config.actor import ConfigActor
from actors.embeddings.actor import EmbeddingsActor
from actors.embeddings.extraction import Choice
from actors.handoff.actor import HandoffActor
from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.supervisor import Child, Health, supervise
from actors.library.actor import LibraryActor
from actors.messages import audio, embeddings, handoff, library, waveform
from actors.messages import config as choices
from actors.messages.intents import Intent
from actors.messages.ports import Ports
from actors.session.actor import Services, SessionActor
from actors.session.app.parts import update_parts
from actors.session.decide import Event
from actors.waveform.actor import WaveformActor
from models.audio.output_config import OutputConfig
from models.state.app import AppState
from models.state.parts import Parts

Said = TypeVar("Said")

INTENTS, ORDERS, EVENTS, REPORTS = 256, 64, 64, 32
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
async def running(config: Config) -> AsyncGenerator[Ports, None]:
    """Run all actors; stop them on exit."""
    intents = Mailbox[Intent](INTENTS, "session")
    events = Mailbox[Event](EVENTS, "session")
    to_audio = Mailbox[audio.Command](ORDERS, "audio")
    to_library = Mailbox[library.Command](ORDERS, "library")
    to_waveform = Mailbox[waveform.Command](ORDERS, "waveform")
    to_embeddings = Mailbox[embeddings.Command](ORDERS, "embeddings")
    to_config = Mailbox[choices.Command](ORDERS, "config")
    to_handoff = Mailbox[handoff.Command](ORDERS, "handoff")
    health = Mailbox[Health](REPORTS)
    state, parts = Latest(AppState()), Latest(Parts())

    def said_by(inbox: Mailbox[Said]) -> Address[Event]:
        return events.address.used_by(inbox.pulse)

    services = Services(
        *(to_audio.slot, to_library.slot, to_waveform.slot, to_config.slot),
        *(to_embeddings.slot, to_handoff.slot),
    )
    cache = config.folder / "cache"
    children = (
        Child(
            "library",
            lambda: LibraryActor(to_library, said_by(to_library), config.folder).run(),
            (to_library,),
        ),
        Child(
            "audio",
            lambda: AudioActor(
                to_audio, said_by(to_audio), OutputConfig(silent=not config.sound)
            ).run(),
            (to_audio,),
        ),
        Child(
            "waveform",
            lambda: WaveformActor(to_waveform, said_by(to_waveform), cache).run(),
            (to_waveform,),
        ),
        Child(
            "embeddings",
            lambda: EmbeddingsActor(
                to_embeddings,
                said_by(to_embeddings),
                to_library.address,
                Choice(config.folder, lambda: config.model or load_settings(config.folder).model),
                eager=config.auto_embed,
            ).run(),
            (to_embeddings,),
        ),
        Child(
            "config",
            lambda: ConfigActor(to_config, said_by(to_config), config.folder).run(),
            (to_config,),
        ),
        Child(
            "handoff",
            lambda: HandoffActor(to_handoff, said_by(to_handoff)).run(),
            (to_handoff,),
        ),
        Child(
            "session",
            lambda: SessionActor(intents, events, state, services).run(),
            (intents, events),
        ),
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_report_health, health, _HealthReaders(events, state, parts))
        for child in children:
            nursery.start_soon(supervise, child, health.slot, name=child.name)
        yield Ports(intents.slot, state, parts, to_library.address, to_embeddings.address)
        nursery.cancel_scope.cancel()


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
            parts = update_parts(listeners.parts.value, report)
            listeners.parts.publish(parts)
            if "session" in parts.down:  # nobody else says so now
                state = replace(listeners.state.value, parts=parts)
                listeners.state.publish(replace(state, tasks=()) if parts.lost else state)
            to_session.send_nowait(report)


async def _forward(reports: trio.MemoryReceiveChannel[Health], to_session: Address[Event]) -> None:
    async for report in reports:
        await to_session.send(report)
