"""Wiring of the app: mailboxes, actors and restart rules.

Each room is imported when its actor starts, in the order in which people miss them: the list first,
then sound. The rest waits until the list is there, as imports keep the interpreter from it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

import trio

from actors.config.access import load_settings
from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.supervisor import Child, Health, start_rooms
from actors.messages import audio, embeddings, handoff, library, waveform
from actors.messages import config as choices
from actors.messages.front import Front, open_front
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.session.decide import Event
from actors.session.health_report import HealthReaders, report_health
from models.audio.output_config import OutputConfig
from models.state.parts import Parts

Said = TypeVar("Said")

STARTED = ("session", "library", "audio", "waveform", "config", "embeddings", "handoff")
ROOMS = tuple(f"actors.{name}.actor" for name in STARTED)
"""Modules of the actors, in the order in which they start."""

LIST, CALM = 0.7, 0.4
"""Seconds: maximum for which rooms after the sound wait for the first rows; before the last two."""
ORDERS, EVENTS, REPORTS = 64, 64, 32
"""Capacity of each mailbox; see ARCHITECTURE.md, law 3."""


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
        from actors.audio.pyo_engine import open_engine

        output = OutputConfig(silent=not config.sound)
        opening = partial(open_engine, standby=front.standby)
        return AudioActor(to_audio, said_by(to_audio), output, opening, takes=config.takes).run()

    def waveform_actor() -> Awaitable[None]:
        from actors.waveform.actor import WaveformActor

        return WaveformActor(to_waveform, said_by(to_waveform), config.folder / "cache").run()

    def config_actor() -> Awaitable[None]:
        from actors.config.actor import ConfigActor

        return ConfigActor(to_config, said_by(to_config), config.folder).run()

    def embeddings_actor() -> Awaitable[None]:
        from actors.embeddings.actor import EmbeddingsActor
        from actors.embeddings.extraction import Choice

        choice = Choice(
            config.folder,
            lambda: config.model or load_settings(config.folder).model,
            lambda: load_settings(config.folder).place,
            lambda: load_settings(config.folder).graph_memory,
        )
        ends = to_embeddings, said_by(to_embeddings), to_library.address
        return EmbeddingsActor(*ends, choice, eager=config.auto_embed).run()

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

    async def listed() -> None:
        with trio.move_on_after(LIST):
            await state.until(lambda now: now.listed)

    async def start_all(nursery: trio.Nursery, started: trio.Event) -> None:
        rooms = dict(zip(ROOMS, children, strict=True))
        calm = partial(trio.sleep, CALM)
        await start_rooms(rooms, health, nursery, {ROOMS[3]: listed, ROOMS[5]: calm})
        started.set()

    async with trio.open_nursery() as nursery:
        nursery.start_soon(report_health, health, HealthReaders(events, state, parts))
        started = trio.Event()
        nursery.start_soon(start_all, nursery, started)
        yield Ports(intents.slot, state, parts, to_library.address, to_embeddings.address, started)
        nursery.cancel_scope.cancel()
