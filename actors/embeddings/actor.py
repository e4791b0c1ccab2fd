"""Listens to the library, and finds what sounds alike."""

from __future__ import annotations

from functools import partial
from typing import assert_never

import trio
from loguru import logger

from actors.embeddings.answering import Answering, NothingKnown
from actors.embeddings.duplicates.finding import Finding
from actors.embeddings.job import listened
from actors.embeddings.knowledge import Knowledge
from actors.embeddings.listening import Choice
from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox
from actors.messages import embeddings, library
from models.audio.units import Seconds, Ticket

CALM = 1.0
"""Seconds after which listening begins by itself: what was just opened is shown first."""


class EmbeddingsActor:
    """Reads `embeddings.Command`, says `embeddings.Event`."""

    def __init__(
        self,
        inbox: Mailbox[embeddings.Command],
        events: Address[embeddings.Event],
        library_: Address[library.Command],
        choice: Choice,
        *,
        eager: bool = True,
    ) -> None:
        """Take the wires.

        Args:
            inbox: Where orders come from.
            events: Who hears of progress and answers.
            library_: Keeps what was heard.
            choice: Which model listens, and the folder of everything.
            eager: Listen when told to `Listen`; programs say `Embed` when they need it.
        """
        self._inbox, self._events, self._library = inbox, events, library_
        self._eager = eager
        self._cache = choice.folder / "cache" / "alike"
        self._knowledge = Knowledge(library_, self._cache, choice)
        self._answering = Answering(self._knowledge)
        self._finding = Finding(self._knowledge, library_)
        self._running: Ticket | None = None
        self._again = False
        self._one = trio.Lock()

    async def run(self) -> None:
        """Obey orders until cancelled."""
        async with trio.open_nursery() as nursery:
            jobs = Jobs(nursery)
            async for order in self._inbox:
                await self._obey(jobs, order)

    async def _obey(self, jobs: Jobs, order: embeddings.Command) -> None:
        match order:
            case embeddings.Listen():
                if self._eager:
                    self._begin(jobs, order.ticket, CALM)
            case embeddings.StopListening():
                if self._running is not None:
                    jobs.cancel("listen")
                    ticket, self._running, self._again = self._running, None, False
                    await self._events.send(embeddings.ListeningEnded(ticket, None))
            case embeddings.FindAlike():
                jobs.start("find", partial(self._find, jobs, order))
            case embeddings.LayMap():
                jobs.start("map", partial(self._lay_map, order))
            case embeddings.Embed():
                jobs.start(("program", id(order)), partial(self._embed, order))
            case embeddings.TakeAlike() | embeddings.TakeSpoken() | embeddings.TakeVectors():
                jobs.start(("program", id(order)), partial(self._answering.program, order))
            case embeddings.TakeDuplicates():
                jobs.start(("program", id(order)), partial(self._finding.program, order))
            case _:
                assert_never(order)

    def _begin(self, jobs: Jobs, ticket: Ticket, wait: float = 0.0) -> None:
        if self._running is not None:
            self._again = True
            return
        self._running = ticket
        jobs.start("listen", partial(self._listen, ticket, wait))

    async def _listen(self, ticket: Ticket, wait: float) -> None:
        async def tell(done: int, total: int, rate: float) -> None:
            left = Seconds((total - done) / rate)
            event = embeddings.ListeningProgressed(ticket, done, total, rate, left)
            await self._events.send(event)

        await trio.sleep(wait)
        while True:
            self._again = False
            async with self._one:
                done = await listened(self._knowledge, self._library, tell)
            logger.info("listened: {}", done)
            if not self._again or done.problem:
                break
        self._running = None
        await self._events.send(embeddings.ListeningEnded(ticket, done))
        await self._answering.prepare()

    async def _embed(self, order: embeddings.Embed) -> None:
        async def untold(_done: int, _total: int, _rate: float) -> None: ...

        with order.reply_to as reply:
            async with self._one:
                reply.send(await listened(self._knowledge, self._library, untold))

    async def _lay_map(self, order: embeddings.LayMap) -> None:
        await self._events.send(await self._answering.mapped(order, self._cache))

    async def _find(self, jobs: Jobs, order: embeddings.FindAlike) -> None:
        try:
            answer = await self._answering.found(order)
        except NothingKnown:
            # Whoever asks wants it now.
            self._begin(jobs, order.ticket)
            answer = embeddings.AlikeFound(order.ticket, waiting=True)
        await self._events.send(answer)
