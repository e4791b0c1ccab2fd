"""The other ends of the channels, over a real library."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import trio

from actors.embeddings.actor import EmbeddingsActor
from actors.embeddings.extraction import Choice
from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import ask
from actors.messages import embeddings
from models.similarity.embedding_report import EmbeddingReport
from models.similarity.neighbours import FileNeighbours
from tests.actors.library import ends as library_ends

Event = TypeVar("Event", bound=embeddings.Event)

PATIENCE = 300.0
"""Timeout in seconds, generous for a busy machine: worker processes run when nothing else does."""


class Ends:
    """Posts orders and takes events."""

    def __init__(self, library: library_ends.Ends) -> None:
        self.library = library
        self.inbox: Mailbox[embeddings.Command] = Mailbox(64)
        self.events: Mailbox[embeddings.Event] = Mailbox(1000)

    def post(self, order: embeddings.Command) -> None:
        self.inbox.slot.post(order)

    async def until(self, kind: type[Event]) -> Event:
        with trio.fail_after(PATIENCE):
            while True:
                event = await self.events.receive()
                if isinstance(event, kind):
                    return event

    async def embed(self) -> EmbeddingReport:
        return await ask(self.inbox.address, embeddings.Embed, within=PATIENCE)

    async def neighbours(self, *paths: bytes, limit: int = 5) -> tuple[FileNeighbours, ...]:
        order = partial(embeddings.QuerySimilar, paths, limit)
        return await ask(self.inbox.address, order, within=PATIENCE)


@asynccontextmanager
async def running(folder: Path, *, eager: bool = True) -> AsyncGenerator[Ends]:
    """Run a library in `folder`, and who listens to it."""
    async with library_ends.running(folder) as library, trio.open_nursery() as nursery:
        ends = Ends(library)
        actor = EmbeddingsActor(
            ends.inbox,
            ends.events.address,
            library.inbox.address,
            Choice(folder),
            eager=eager,
        )
        nursery.start_soon(actor.run)
        yield ends
        nursery.cancel_scope.cancel()
