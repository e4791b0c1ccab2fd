"""The wiring: every mailbox, actor and restart rule of the app, on one page."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import trio

from actors.audio.actor import AudioActor
from actors.audio.probe import devices as devices  # noqa: PLC0414 - handed to `sempal doctor`
from actors.config.actor import ConfigActor
from actors.config.choosing import chosen as chosen  # noqa: PLC0414 - for `sempal model`
from actors.config.explaining import explained as explained  # noqa: PLC0414 - for `sempal config`
from actors.embeddings.actor import EmbeddingsActor
from actors.embeddings.listening import Choice
from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox
from actors.kernel.supervisor import Child, Health, supervise
from actors.library.actor import LibraryActor
from actors.library.predecessor.preview import previewed as previewed  # noqa: PLC0414 - for `sempal import-predecessor`
from actors.messages import audio, embeddings, library, session, waveform
from actors.messages import config as choices
from actors.messages.ports import Ports
from actors.session.actor import Services, SessionActor
from actors.session.decide import Event
from actors.waveform.actor import WaveformActor
from models.audio.route import Route
from models.state.app import AppState

INTENTS, ORDERS, EVENTS, REPORTS = 256, 64, 64, 32
"""Room of each mailbox; see ARCHITECTURE.md, law 3."""


@dataclass(frozen=True, slots=True)
class Config:
    """What differs from one start to another."""

    folder: Path
    """The `.sempal` folder."""
    sound: bool = True
    """Let it be heard; else time passes in silence, and no engine process is started."""
    listens: bool = False
    """Listen to new samples without being asked, so that they can be compared."""
    model: str = ""
    """Which listens in this run, by name; empty: as `config.toml` has it."""


@asynccontextmanager
async def running(config: Config) -> AsyncGenerator[Ports, None]:
    """Start every actor; stop them all on leaving."""
    intents, events = Mailbox[session.Intent](INTENTS), Mailbox[Event](EVENTS)
    to_audio = Mailbox[audio.Command](ORDERS)
    to_library = Mailbox[library.Command](ORDERS)
    to_waveform = Mailbox[waveform.Command](ORDERS)
    to_embeddings = Mailbox[embeddings.Command](ORDERS)
    to_config = Mailbox[choices.Command](ORDERS)
    health = Mailbox[Health](REPORTS)
    state = Latest(AppState())
    services = Services(
        to_audio.slot, to_library.slot, to_waveform.slot, to_config.slot, to_embeddings.slot
    )
    cache = config.folder / "cache"
    children = (
        Child("library", lambda: LibraryActor(to_library, events.address, config.folder).run()),
        Child(
            "audio",
            lambda: AudioActor(to_audio, events.address, Route(silent=not config.sound)).run(),
        ),
        Child("waveform", lambda: WaveformActor(to_waveform, events.address, cache).run()),
        Child(
            "embeddings",
            lambda: EmbeddingsActor(
                to_embeddings,
                events.address,
                to_library.address,
                Choice(config.folder, lambda: config.model or chosen(config.folder).model),
                eager=config.listens,
            ).run(),
        ),
        Child("config", lambda: ConfigActor(to_config, events.address, config.folder).run()),
        Child(
            "session",
            lambda: SessionActor(intents, events, state, services).run(),
            essential=True,
        ),
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_forward, health, events)
        for child in children:
            nursery.start_soon(supervise, child, health.slot, name=child.name)
        yield Ports(intents.slot, state, to_library.address, to_embeddings.address)
        nursery.cancel_scope.cancel()


async def _forward(health: Mailbox[Health], events: Mailbox[Event]) -> None:
    """Let the session hear of crashes; the supervisor itself may never wait."""
    while True:
        await events.address.send(await health.receive())
