"""Embed all pending samples of the library; a crash loses two batches at most."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

import trio
from loguru import logger

from actors.embeddings.batches import LANES, Untried, example_of, first_cause, run_rounds
from actors.embeddings.classification import detect_types
from actors.embeddings.compute import Compute
from actors.embeddings.executor import Executor, ExecutorFailed, Work
from actors.embeddings.extraction import load_model, supports_types
from actors.embeddings.gate import Gate
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.total import Total
from actors.embeddings.vector_builder import PATIENCE
from actors.embeddings.worker_pool import WorkerPool
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.audio.units import SampleId
from models.embedding.default_model import NAME
from models.embedding.model import Model
from models.embedding.network import NetworkError
from models.library.features import SampleFeatures
from models.library.sample import Sample
from models.similarity.embedding_report import EmbeddingReport

BATCH = 32
"""Samples fetched at a time, and asked of a worker elsewhere."""
TYPED = 16
"""Batches between two rounds of type detection."""
SILENT = "the library does not answer"

ShowNotice = Callable[[int, int, float], Awaitable[None]]
"""Progress callback: done, total, rate per second."""


async def ignore_progress(_done: int, _total: int, _rate: float) -> None:
    """Ignore progress."""


async def embed_library(
    store: EmbeddingStore,
    compute: Compute,
    library_: Address[library.Command],
    tell: ShowNotice,
    again: Callable[[], bool] | None = None,
) -> EmbeddingReport:
    """Embed all pending samples; cancelling loses nothing that was reported as done.

    Args:
        store: Knows the model.
        compute: Where it is done.
        library_: Has the sounds, and stores the results.
        tell: Progress callback.
        again: Given: those are embedded again that an earlier version embedded, whose features
            serve meanwhile. Polled before each batch; `True` stops early, for more urgent work.
    """
    reason, done = "", None
    try:
        async with trio.open_nursery() as nursery:
            model = teller = await store.model()
            executor = await compute.executor(nursery, Work.EMBED, store.name)
            run = _Run(library_, tell, compute.gate, again)
            done = await run.embed(model, executor)
            if not supports_types(model):
                # Types need the shipped model's features: embed with it as well.
                teller = await trio.to_thread.run_sync(load_model)
                executor = await compute.executor(nursery, Work.EMBED, NAME)
                await run.embed(teller, executor)
            await detect_types(teller, library_)
            nursery.cancel_scope.cancel()
    except* (ExecutorFailed, NetworkError, NoReply, trio.TooSlowError, OSError) as errors:
        reason = str(first_cause(errors)) or SILENT
    if done is None:
        logger.info("embedding failed: {}", reason)
        return EmbeddingReport("", 0, 0, 0, 0.0, reason, warnings=compute.warnings)
    return replace(done, warnings=compute.warnings)


@dataclass(frozen=True, slots=True)
class _Run:
    """One pass over all pending samples, with one model after the other."""

    library: Address[library.Command]
    tell: ShowNotice
    gate: Gate
    again: Callable[[], bool] | None

    async def embed(self, model: Model, executor: Executor) -> EmbeddingReport:
        """Embed what is pending for a model.

        Raises:
            ExecutorFailed, NetworkError, NoReply, trio.TooSlowError, OSError: In a group.
        """
        begun = trio.current_time()
        pool = WorkerPool(executor)
        earlier = self.again is not None
        pending = partial(library.CountUnembedded, model.id, earlier=earlier)
        total = Total(partial(ask, self.library, pending, within=PATIENCE))
        count = failed = batches = 0
        untried, example = Untried(), ""
        if pending_now := await total.of(0):
            await self.tell(0, pending_now, 0.0)

        async def take(after: SampleId) -> tuple[Sample, ...]:
            await self.gate.wait()
            if not after:
                share = partial(library.ShareFeatures, model.id, earlier=earlier)
                await ask(self.library, share, within=PATIENCE)

            async def batch(after: SampleId) -> tuple[Sample, ...]:
                wanted = partial(library.FetchUnembedded, model.id, after, BATCH, earlier=earlier)
                return await ask(self.library, wanted, within=PATIENCE)

            return await untried.next_batch(batch, after)

        async def keep(results: tuple[SampleFeatures, ...]) -> None:
            nonlocal count, failed, batches, example
            storable = untried.storable(results)
            await ask(
                self.library, partial(library.StoreFeatures, model.id, storable), within=PATIENCE
            )
            count += len(results)
            failed += sum(bool(one.reason) for one in storable)
            example = example or example_of(results)
            batches += 1
            rate = count / max(1e-3, trio.current_time() - begun)
            if batches % TYPED == 0 and supports_types(model):
                await detect_types(model, self.library)
            left = untried.count  # these stay pending
            await self.tell(count, await total.of(count - left), rate)

        await run_rounds(
            take, pool.process, keep, self.again or _never, lanes=partial(lanes_for, executor)
        )
        known = await ask(self.library, partial(library.CountEmbedded, model.id), within=PATIENCE)
        seconds = trio.current_time() - begun
        return EmbeddingReport(
            model.id,
            embedded := count - failed - untried.count,
            failed,
            known - embedded,
            seconds,
            quarantined=pool.quarantine.paths,
            unread=untried.count,
            example=example,
        )


def _never() -> bool:
    return False


def lanes_for(executor: Executor) -> int:
    """Return how many batches an executor needs in flight, so that none of its workers waits."""
    if executor.together(BATCH) < BATCH:
        return LANES  # a batch is shared by all
    return executor.size + max(LANES, executor.size // 4)
