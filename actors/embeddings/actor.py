"""Actor that embeds and analyses the library, and answers similarity queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, assert_never

import trio
from loguru import logger

from actors.embeddings.analysis.job import analyse_library
from actors.embeddings.compute import Compute
from actors.embeddings.duplicates.search import Finding
from actors.embeddings.extraction import Choice
from actors.embeddings.job import ShowNotice, embed_library
from actors.embeddings.model_manager import INSTALLABLE, ModelManager
from actors.embeddings.queries import NothingKnown, Queries
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.workplace import Workplace
from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox, Request
from actors.messages import embeddings, library
from models.analysis.report import AnalysisReport
from models.audio.units import Ticket
from models.duplicates.report import DuplicateReport
from models.similarity.embedding_report import EmbeddingReport
from models.state.progress import progress_at_rate

Progressed = (
    embeddings.EmbeddingProgressed | embeddings.AnalysisProgressed | embeddings.DuplicatesProgressed
)
Managing = (
    embeddings.ListModels | embeddings.UseModel | embeddings.VerifyModel | embeddings.InstallModel
)
Telling = Callable[[Compute], ShowNotice]
"""Makes a progress callback for work in a place."""
CALM = 1.0
"""Seconds before background embedding starts, so that the first screen is shown first."""


class EmbeddingsActor:
    """Handles `embeddings.Command`, sends `embeddings.Event`."""

    def __init__(
        self,
        inbox: Mailbox[embeddings.Command],
        events: Address[embeddings.Event],
        library_: Address[library.Command],
        choice: Choice,
        *,
        eager: bool = True,
    ) -> None:
        """Create the actor.

        Args:
            inbox: Incoming commands.
            events: Receives events.
            library_: Stores the features.
            choice: Configured model and place, and the `.sempal` folder.
            eager: Embed in the background on `StartEmbedding`; command-line runs send `Embed`
                instead.
        """
        self._inbox, self._events, self._library = inbox, events, library_
        self._eager = eager
        self._workplace = Workplace(choice, library_)
        self._cache = choice.folder / "cache" / "alike"
        self._store = EmbeddingStore(library_, self._cache, choice)
        self._queries = Queries(self._store, library_, self._cache, choice.folder)
        self._model_manager = ModelManager(self._store, choice)
        self._finding = Finding(self._store, library_, self._cache)
        self._running: Ticket | None = None
        self._analysing = False
        """Whether the background job has finished embedding and is analysing."""
        self._again = False
        self._one = trio.Lock()

    async def run(self) -> None:
        """Handle commands until cancelled."""
        async with trio.open_nursery() as nursery:
            jobs = Jobs(nursery)
            self._store.attach(nursery)
            async for order in self._inbox:
                await self._obey(jobs, order)

    async def _obey(self, jobs: Jobs, order: embeddings.Command) -> None:
        match order:
            case embeddings.StartEmbedding():
                if self._eager:
                    self._begin(jobs, order.ticket, CALM)
            case embeddings.StopEmbedding():
                await self._stop(jobs)
            case embeddings.PauseEmbedding(paused=paused):
                self._workplace.gate.pause(on=paused)
            case embeddings.FindSimilar():
                jobs.start("find", partial(self._find, jobs, order))
            case embeddings.FindDuplicates():
                jobs.start("duplicates", partial(self._find_duplicates, order))
            case embeddings.StopDuplicateSearch():
                jobs.cancel("duplicates")
            case (
                embeddings.ListModels()
                | embeddings.UseModel()
                | embeddings.VerifyModel()
                | embeddings.InstallModel()
            ):
                jobs.start("models", partial(self._see_to_models, jobs, order))
            case embeddings.LayOutMap():
                jobs.start("map", partial(self._lay_map, order))
            case embeddings.Embed():
                jobs.start(("program", id(order)), partial(self._embed, order))
            case embeddings.Analyse():
                jobs.start(("program", id(order)), partial(self._analyse, order))
            case (
                embeddings.QuerySimilar()
                | embeddings.QueryByText()
                | embeddings.QueryTriage()
                | embeddings.FetchVectors()
            ):
                jobs.start(("program", id(order)), partial(self._queries.reply_to_program, order))
            case embeddings.QueryDuplicates():
                jobs.start(("program", id(order)), partial(self._query_duplicates, order))
            case _:
                assert_never(order)

    def _begin(self, jobs: Jobs, ticket: Ticket, wait: float = 0.0) -> None:
        if self._running is not None:
            self._again = True
            return
        self._running, self._analysing = ticket, False
        jobs.start("listen", partial(self._embed_and_analyse, ticket, wait))

    async def _stop(self, jobs: Jobs) -> None:
        if self._running is None:
            return
        jobs.cancel("listen")
        self._workplace.gate.pause(on=False)
        ticket, self._running, self._again = self._running, None, False
        if self._analysing:
            await self._events.send(embeddings.AnalysisEnded(ticket, None))
        else:
            await self._events.send(embeddings.EmbeddingEnded(ticket, None))

    async def _embed_and_analyse(self, ticket: Ticket, wait: float) -> None:
        """Embed, then analyse: similarity is needed first."""
        await trio.sleep(wait)
        while True:
            self._again = self._analysing = False
            async with self._one:
                done = await self._embedded(self._telling(embeddings.EmbeddingProgressed, ticket))
            logger.info("listened: {}", done)
            if self._again and not done.reason:
                continue
            await self._events.send(embeddings.EmbeddingEnded(ticket, done))
            await self._queries.prepare()
            self._analysing = True
            async with self._one:
                telling = self._telling(embeddings.AnalysisProgressed, ticket)
                report = await self._analysed(telling, lambda: self._again)
            if not self._again:
                break
        self._running = None
        ended = embeddings.AnalysisEnded(ticket, report.analysed, report.reason)
        await self._events.send(ended)

    async def _embedded(self, telling: Telling) -> EmbeddingReport:
        async def work(compute: Compute) -> EmbeddingReport:
            return await embed_library(self._store, compute, self._library, telling(compute))

        return await self._workplace.run(
            work, lambda reason: EmbeddingReport("", 0, 0, 0, 0.0, reason)
        )

    async def _analysed(
        self, telling: Telling, enough: Callable[[], bool] = lambda: False
    ) -> AnalysisReport:
        async def work(compute: Compute) -> AnalysisReport:
            return await analyse_library(compute, self._library, telling(compute), enough)

        return await self._workplace.run(work, lambda reason: AnalysisReport(0, 0.0, reason))

    def _telling(self, kind: type[Progressed], ticket: Ticket) -> Telling:
        def telling(compute: Compute) -> ShowNotice:
            async def tell(done: int, total: int, rate: float) -> None:
                progress = progress_at_rate(ticket, done, total, rate)
                await self._events.send(kind(replace(progress, workers=compute.workers)))

            return tell

        return telling

    async def _analyse(self, order: embeddings.Analyse) -> None:
        with order.reply_to as reply:
            async with self._one:
                telling = _program_progress(reply, embeddings.AnalysisProgressed, order.progress)
                reply.send(await self._analysed(telling))

    async def _embed(self, order: embeddings.Embed) -> None:
        with order.reply_to as reply:
            async with self._one:
                telling = _program_progress(reply, embeddings.EmbeddingProgressed, order.progress)
                reply.send(await self._embedded(telling))

    async def _query_duplicates(self, order: embeddings.QueryDuplicates) -> None:
        with order.reply_to as reply:
            if order.exact:
                reply.send(await self._finding.find_exact())
                return
            telling = _program_progress(reply, embeddings.DuplicatesProgressed, order.progress)

            async def work(compute: Compute) -> DuplicateReport:
                return await self._finding.find(compute, telling(compute))

            reply.send(await self._workplace.run(work, _no_duplicates))

    async def _see_to_models(self, jobs: Jobs, order: Managing) -> None:
        stop = partial(self._stop, jobs)
        match order:
            case embeddings.ListModels():
                listed = await self._model_manager.list_models()
            case embeddings.VerifyModel(name=name):
                listed = await self._model_manager.verify(name)
            case embeddings.InstallModel(checkpoint=checkpoint):
                listed = await self._model_manager.install(checkpoint)
                if any(one.chosen and one.name == INSTALLABLE for one in listed.models):
                    # No model was configured, so the installed one becomes active.
                    listed = await self._model_manager.use(INSTALLABLE, stop)
            case embeddings.UseModel(name=name):
                listed = await self._model_manager.use(name, stop)
            case _:
                assert_never(order)
        await self._events.send(listed)

    async def _find_duplicates(self, order: embeddings.FindDuplicates) -> None:
        telling = self._telling(embeddings.DuplicatesProgressed, order.ticket)

        async def early(report: DuplicateReport) -> None:
            event = embeddings.DuplicatesFound(order.ticket, report, whole=False)
            await self._events.send(event)

        async def work(compute: Compute) -> DuplicateReport:
            return await self._finding.find(compute, telling(compute), early)

        report = await self._workplace.run(work, _no_duplicates)
        await self._events.send(embeddings.DuplicatesFound(order.ticket, report))

    async def _lay_map(self, order: embeddings.LayOutMap) -> None:
        await self._events.send(await self._queries.lay_out_map(order, self._cache))

    async def _find(self, jobs: Jobs, order: embeddings.FindSimilar) -> None:
        try:
            answer = await self._queries.find_similar(order)
        except NothingKnown:
            # The user waits for it: start without delay.
            self._begin(jobs, order.ticket)
            answer = embeddings.SimilarFound(order.ticket, waiting=True)
        await self._events.send(answer)
        jobs.start("after queries", self._queries.follow)


def _no_duplicates(reason: str) -> DuplicateReport:
    return DuplicateReport((), reason=reason)


def _program_progress(
    question: Request, kind: type[Progressed], program: Address[Any] | None
) -> Telling:
    """Return progress callbacks that also send heartbeats to the requester, a program."""

    def telling(compute: Compute) -> ShowNotice:
        async def tell(done: int, total: int, rate: float) -> None:
            question.beat()
            if program is not None:
                progress = progress_at_rate(Ticket(0), done, total, rate)
                await program.send(kind(replace(progress, workers=compute.workers)))

        return tell

    return telling
