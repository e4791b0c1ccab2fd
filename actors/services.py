"""Wiring for programs that ask services directly: without session, window and sound.

`actors.system` imports every room and builds the whole state, which takes longer than most answers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trio

from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.supervisor import Child, Health, supervise
from actors.messages import library
from actors.messages.embeddings import ClusterWaited
from actors.messages.service_ports import ServicePorts
from models.cluster.embedding_run import EmbeddingRun
from models.cluster.place import Place

if TYPE_CHECKING:
    from actors.messages import embeddings

CAPACITY = 64
"""Of each mailbox."""


@asynccontextmanager
async def running(
    folder: Path,
    *,
    embedding: EmbeddingRun | None = None,
    resume: bool = True,
) -> AsyncGenerator[ServicePorts, None]:
    """Run the library actor and, if asked for, that of the embeddings; stop them on exit.

    Args:
        folder: The `.sempal` folder.
        embedding: Answer requests about embeddings, so; `None`: it does not.
        resume: Complete steps that a crash interrupted: without the lock of the folder, another
            process may be at one.
    """
    from actors.library.actor import LibraryActor  # when it starts, as in `actors.system`

    to_library = Mailbox[library.Command](CAPACITY, "library")
    to_embeddings: Mailbox[embeddings.Command] = Mailbox(CAPACITY, "embeddings")
    events, health = Mailbox[Any](CAPACITY), Mailbox[Health](CAPACITY)
    children = [
        Child(
            "library",
            lambda: LibraryActor(
                to_library, events.address.used_by(to_library.pulse), folder, resume=resume
            ).run(),
            (to_library,),
        )
    ]
    if embedding is not None:
        sent = events.address.used_by(to_embeddings.pulse)
        run = _Run(folder, embedding.model, embedding.place)
        children.append(_embeddings(run, to_embeddings, sent, to_library.address))
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_take, events, embedding.waited if embedding else None)
        nursery.start_soon(_take, health)
        for child in children:
            nursery.start_soon(supervise, child, health.slot, name=child.name)
        yield ServicePorts(to_library.address, to_embeddings.address)
        nursery.cancel_scope.cancel()


@dataclass(frozen=True, slots=True)
class _Run:
    """Options of the embeddings actor."""

    folder: Path
    model: str
    place: Place | None


def _embeddings(
    run: _Run,
    inbox: Mailbox[embeddings.Command],
    events: Address[Any],
    library_: Address[library.Command],
) -> Child:
    from actors.config.access import load_settings
    from actors.embeddings.actor import EmbeddingsActor
    from actors.embeddings.extraction import Choice

    folder = run.folder

    def place() -> Place:
        return load_settings(folder).place if run.place is None else run.place

    choice = Choice(
        folder,
        lambda: run.model or load_settings(folder).model,
        place,
        lambda: load_settings(folder).graph_memory,
    )
    return Child(
        "embeddings",
        lambda: EmbeddingsActor(inbox, events, library_, choice, eager=False).run(),
        (inbox,),
    )


async def _take(unread: Mailbox[Any], waited: Callable[[str], None] | None = None) -> None:
    """Take what nobody waits for, so that its senders need not wait either."""
    async for event in unread:
        if waited is not None and isinstance(event, ClusterWaited):
            waited(event.reason)
