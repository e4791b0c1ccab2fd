"""Analyse all pending samples of the library; a crash loses two batches at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.embeddings.analysis.analyser import ANALYSER
from actors.embeddings.analysis.answer import unpack_analysis
from actors.embeddings.batches import Untried, first_cause, run_rounds
from actors.embeddings.compute import Compute
from actors.embeddings.executor import ExecutorFailed, Quarantine, Work
from actors.embeddings.job import SILENT, ShowNotice, lanes_for
from actors.embeddings.total import Total
from actors.embeddings.vector_builder import PATIENCE
from actors.embeddings.worker_pool import WorkerPool
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.analysis.report import AnalysisReport
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample

BATCH = 64
"""Samples fetched and stored at a time: half a second of work."""


async def analyse_library(
    compute: Compute,
    library_: Address[library.Command],
    tell: ShowNotice,
    enough: Callable[[], bool] = lambda: False,
) -> AnalysisReport:
    """Analyse all pending samples; cancelling loses nothing that was reported as done.

    Args:
        compute: Where it is done.
        library_: Stores the results.
        tell: Progress callback.
        enough: Polled after each batch; `True` stops early, for more urgent work.
    """
    begun, count, reason = trio.current_time(), 0, ""
    quarantine = Quarantine()

    async def counted(done: int, total: int, rate: float) -> None:
        nonlocal count
        count = done
        await tell(done, total, rate)

    try:
        quarantine = await _analysed(compute, library_, counted, enough)
    except* (ExecutorFailed, NoReply, trio.TooSlowError, OSError) as errors:
        reason = str(first_cause(errors)) or SILENT
        logger.error("analysis failed: {}", reason)
    seconds = trio.current_time() - begun
    report = AnalysisReport(count, seconds, reason, quarantine.paths, compute.warnings)
    if count:
        logger.info("analysed: {}", report)
    return report


async def _analysed(
    compute: Compute,
    library_: Address[library.Command],
    tell: ShowNotice,
    enough: Callable[[], bool],
) -> Quarantine:
    """Analyse all pending samples; return those that took workers down.

    Raises:
        ExecutorFailed: There is no worker.
        NoReply: The library actor crashed.
        trio.TooSlowError: The library actor does not reply in time.
        OSError: No process can be started.
    """
    pending = partial(library.CountUnanalysed, ANALYSER)
    total = Total(partial(ask, library_, pending, within=PATIENCE))
    pending_now = await total.of(0)
    if not pending_now:
        return Quarantine()
    await tell(0, pending_now, 0.0)
    begun, count = trio.current_time(), 0
    untried = Untried()

    async def batch(after: SampleId) -> tuple[Sample, ...]:
        wanted = partial(library.FetchUnanalysed, ANALYSER, after, BATCH)
        return await ask(library_, wanted, within=PATIENCE)

    async def take(after: SampleId) -> tuple[Sample, ...]:
        await compute.gate.wait()
        return await untried.next_batch(batch, after)

    async def keep(results: tuple[SampleFeatures, ...]) -> None:
        nonlocal count
        found = tuple(unpack_analysis(one) for one in untried.storable(results))
        await ask(library_, partial(library.StoreAnalyses, ANALYSER, found), within=PATIENCE)
        count += len(results)
        rate = count / max(1e-3, trio.current_time() - begun)
        await tell(count, await total.of(count), rate)

    async with trio.open_nursery() as nursery:
        executor = await compute.executor(nursery, Work.ANALYSE)
        pool = WorkerPool(executor)
        await run_rounds(take, pool.process, keep, enough, partial(lanes_for, executor))
        nursery.cancel_scope.cancel()
    return pool.quarantine
