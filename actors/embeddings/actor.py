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
from actors.embeddings.inside.job import embed_inside
from actors.embeddings.job import ShowNotice, embed_library
from actors.embeddings.model_manager import INSTALLABLE, ModelManager
from actors.embeddings.opening import try_place
from actors.embeddings.queries import NothingKnown, Queries
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.vector_builder import PATIENCE
from actors.embeddings.workplace import Workplace
from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox, Request
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, library
from models.analysis.report import AnalysisReport
from models.audio.units import Ticket
from models.duplicates.report import DuplicateReport
from models.embedding.network import NetworkError
from models.inside.chunk import InsideReport
from models.library.features import EARLIER_MODEL
from models.similarity.embedding_report import EmbeddingReport
from models.state.progress import progress_at_rate

Progressed = (
    embeddings.EmbeddingProgressed
    | embeddings.AnalysisProgressed
    | embeddings.InsideProgressed
    | embeddings.DuplicatesProgressed
)
Stopped = embeddings.EmbeddingEnded | embeddings.AnalysisEnded | embeddings.InsideEnded
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
        self._workplace = Workplace(choice, library_, events, patient=eager)
        self._folder = choice.folder
        self._finding_for: embeddings.FindDuplicates | None = None
        """The running duplicate search."""
        self._cache = choice.folder / "cache" / "alike"
        self._store = EmbeddingStore(library_, self._cache, choice)
        self._queries = Queries(self._store, library_, self._cache, choice.folder)
        self._model_manager = ModelManager(self._store, choice)
        self._finding = Finding(self._store, library_, self._cache)
        self._running: Ticket | None = None
        self._stopped: type[Stopped] = embeddings.EmbeddingEnded
        """What is sent if the background job is stopped where it is."""
        self._again = False
        self._rounds = 0
        """How often all that was pending has been embedded."""
        self._insides = False
        """Whether places inside long samples were asked for in this run."""
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
                self._finding_for = None
                jobs.cancel("duplicates")
            case embeddings.TryPlace():
                jobs.start("trial", partial(self._try, order))
            case embeddings.StopTrial():
                jobs.cancel("trial")
            case embeddings.UsePlace(place=place):
                await self._workplace.use(place)
                self._begin_again(jobs)
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
            case embeddings.EmbedInside():
                jobs.start(("program", id(order)), partial(self._embed_inside, order))
            case (
                embeddings.QuerySimilar()
                | embeddings.QueryInside()
                | embeddings.QueryByText()
                | embeddings.QueryTriage()
                | embeddings.QueryQuestion()
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
        self._running, self._stopped = ticket, embeddings.EmbeddingEnded
        jobs.start("listen", partial(self._embed_and_analyse, ticket, wait))

    def _begin_again(self, jobs: Jobs) -> None:
        """Let what is running begin once more, where work is done now; results are kept."""
        if self._running is not None:
            ticket, self._running = self._running, None
            self._begin(jobs, ticket)
        if self._finding_for is not None:
            jobs.start("duplicates", partial(self._find_duplicates, self._finding_for))

    async def _try(self, order: embeddings.TryPlace) -> None:
        threads, reason = await try_place(order.place, self._folder)
        await self._events.send(embeddings.PlaceTried(order.ticket, threads, reason))

    async def _stop(self, jobs: Jobs) -> None:
        if self._running is None:
            return
        jobs.cancel("listen")
        self._workplace.gate.pause(on=False)
        ticket, self._running, self._again = self._running, None, False
        await self._events.send(self._stopped(ticket, None))

    async def _embed_and_analyse(self, ticket: Ticket, wait: float) -> None:
        """Embed, then analyse, then hear inside long samples: similarity is needed first."""
        await trio.sleep(wait)
        untold = 0
        while True:
            self._again, self._stopped = False, embeddings.EmbeddingEnded
            async with self._one:
                done = await self._embedded(self._telling(embeddings.EmbeddingProgressed, ticket))
            logger.info("embedded: {}", done)
            self._rounds += 1
            # Who waits for the first sounds must hear of those of each round.
            done = replace(done, embedded=done.embedded + untold, known=done.known - untold)
            untold = done.embedded
            if self._again and not done.reason:
                continue
            await self._events.send(embeddings.EmbeddingEnded(ticket, done))
            untold = 0
            await self._queries.prepare()
            # What someone asked for in this run comes first.
            steps = [self._analyse_pending, self._hear]
            steps = [*(reversed(steps) if self._insides else steps), self._renew]
            for step in steps:
                if not self._again:
                    await step(ticket)
            if not self._again:
                break
        self._running = None

    async def _analyse_pending(self, ticket: Ticket) -> None:
        self._stopped = embeddings.AnalysisEnded
        async with self._one:
            telling = self._telling(embeddings.AnalysisProgressed, ticket)
            report = await self._analysed(telling, lambda: self._again)
        if not self._again:
            ended = embeddings.AnalysisEnded(ticket, report.analysed, report.reason, report)
            await self._events.send(ended)

    async def _renew(self, ticket: Ticket) -> None:
        """Embed again what an earlier version embedded; its features serve meanwhile."""
        count = partial(library.CountUnembedded, EARLIER_MODEL, earlier=True)
        try:
            if not await ask(self._library, count, within=PATIENCE):
                return
        except (NoReply, trio.TooSlowError) as error:
            logger.warning("not embedded again: {}", error)
            return
        self._stopped = embeddings.EmbeddingEnded
        async with self._one:
            telling = self._telling(embeddings.EmbeddingProgressed, ticket)
            done = await self._embedded(telling, lambda: self._again)
        logger.info("embedded again: {}", done)
        if self._again:
            return
        await self._queries.prepare()
        await self._events.send(embeddings.EmbeddingEnded(ticket, done))

    async def _hear(self, ticket: Ticket) -> None:
        """Hear inside long samples, once someone asked for what is there, in this run or before."""
        try:
            counts = await self._queries.inside.counts()
        except (NetworkError, NoReply, trio.TooSlowError) as error:
            logger.warning("not embedded inside: {}", error)
            return
        if not counts.pending or not (self._insides or counts.embedded):
            return
        self._stopped = embeddings.InsideEnded

        async def tell(done: int, total: int, rate: float) -> None:
            progress = progress_at_rate(ticket, done, total, rate)
            await self._events.send(embeddings.InsideProgressed(progress))

        async with self._one:
            report = await self._insides_embedded(tell, lambda: self._again)
        await self._queries.prepare_inside()
        await self._events.send(embeddings.InsideEnded(ticket, report))

    async def _insides_embedded(
        self, tell: ShowNotice, enough: Callable[[], bool] = lambda: False
    ) -> InsideReport:
        gate = self._workplace.gate
        return await embed_inside(self._store, self._library, tell, gate, enough)

    async def _embedded(
        self, telling: Telling, again: Callable[[], bool] | None = None
    ) -> EmbeddingReport:
        """Embed what lacks features, or, given what ends that early, what lacks only some."""

        async def work(compute: Compute) -> EmbeddingReport:
            tell = telling(compute)
            return await embed_library(self._store, compute, self._library, tell, again)

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

    async def _embed_inside(self, order: embeddings.EmbedInside) -> None:
        with order.reply_to as reply:

            async def tell(done: int, total: int, rate: float) -> None:
                reply.beat()
                if order.progress is not None:
                    progress = progress_at_rate(Ticket(0), done, total, rate)
                    await order.progress.send(embeddings.InsideProgressed(progress))

            async with self._one:
                report = await self._insides_embedded(tell)
            await self._queries.prepare_inside()
            reply.send(report)

    async def _embed(self, order: embeddings.Embed) -> None:
        with order.reply_to as reply:
            async with self._one:
                telling = _program_progress(reply, embeddings.EmbeddingProgressed, order.progress)
                done = await self._embedded(telling)
                if not done.reason:
                    done = _both(done, await self._embedded(telling, lambda: False))
                reply.send(done)

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
        self._finding_for = order
        telling = self._telling(embeddings.DuplicatesProgressed, order.ticket)

        async def early(report: DuplicateReport) -> None:
            event = embeddings.DuplicatesFound(order.ticket, report, whole=False)
            await self._events.send(event)

        async def work(compute: Compute) -> DuplicateReport:
            return await self._finding.find(compute, telling(compute), early)

        report = await self._workplace.run(work, _no_duplicates)
        self._finding_for = None
        await self._events.send(embeddings.DuplicatesFound(order.ticket, report))

    async def _lay_map(self, order: embeddings.LayOutMap) -> None:
        await self._events.send(await self._queries.lay_out_map(order, self._cache))

    async def _find(self, jobs: Jobs, order: embeddings.FindSimilar) -> None:
        inside = order.asked.inside
        first = inside and not self._insides
        self._insides |= inside
        due, rounds = first, -1
        answer = embeddings.SimilarFound(order.ticket, waiting=True)
        while rounds != self._rounds:  # else what was embedded meanwhile is known now
            rounds = self._rounds
            try:
                answer = await self._queries.find_similar(order)
                break
            except NothingKnown:
                continue
        else:
            due |= not inside or self._running is None  # the user waits for it
        if due:
            self._begin(jobs, order.ticket)
        await self._events.send(answer)
        jobs.start("after queries", self._queries.follow)


def _both(first: EmbeddingReport, again: EmbeddingReport) -> EmbeddingReport:
    """Return the report of sounds embedded for the first time, and of others again."""
    return replace(
        again,
        embedded=first.embedded + again.embedded,
        failed=first.failed + again.failed,
        known=again.known - first.embedded,
        seconds=first.seconds + again.seconds,
        warnings=(*first.warnings, *again.warnings),
        quarantined=(*first.quarantined, *again.quarantined),
        unread=first.unread + again.unread,
        example=first.example or again.example,
    )


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
