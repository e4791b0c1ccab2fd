"""Analyse all pending samples of the library; a crash loses two batches at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import trio
from loguru import logger

from actors.embeddings.analysis.analyser import ANALYSER
from actors.embeddings.analysis.answer import unpack_analysis
from actors.embeddings.batches import Untried, example_of, first_cause, run_rounds
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
    findings = _Findings()

    async def counted(done: int, total: int, rate: float) -> None:
        nonlocal count
        count = done
        await tell(done, total, rate)

    try:
        await _analysed(compute, library_, counted, enough, findings)
    except* (ExecutorFailed, NoReply, trio.TooSlowError, OSError) as errors:
        reason = str(first_cause(errors)) or SILENT
        logger.info("analysis failed: {}", reason)
    seconds = trio.current_time() - begun
    unread = findings.untried.count
    report = AnalysisReport(
        *(count - unread, seconds, reason, findings.quarantine.paths, compute.warnings),
        *(unread, findings.example),
    )
    if count:
        logger.info("analysed: {}", report)
    return report


@dataclass(slots=True)
class _Findings:
    """What a run met beside results."""

    quarantine: Quarantine = field(default_factory=Quarantine)
    untried: Untried = field(default_factory=Untried)
    example: str = ""


async def _analysed(
    compute: Compute,
    library_: Address[library.Command],
    tell: ShowNotice,
    enough: Callable[[], bool],
    findings: _Findings,
) -> None:
    """Analyse all pending samples.

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
        return
    await tell(0, pending_now, 0.0)
    begun, count = trio.current_time(), 0

    async def batch(after: SampleId) -> tuple[Sample, ...]:
        wanted = partial(library.FetchUnanalysed, ANALYSER, after, BATCH)
        return await ask(library_, wanted, within=PATIENCE)

    async def take(after: SampleId) -> tuple[Sample, ...]:
        await compute.gate.wait()
        return await findings.untried.next_batch(batch, after)

    async def keep(results: tuple[SampleFeatures, ...]) -> None:
        nonlocal count
        found = tuple(unpack_analysis(one) for one in findings.untried.storable(results))
        findings.example = findings.example or example_of([one for one in results if one.transient])
        await ask(library_, partial(library.StoreAnalyses, ANALYSER, found), within=PATIENCE)
        count += len(results)
        rate = count / max(1e-3, trio.current_time() - begun)
        left = findings.untried.count  # these stay pending
        await tell(count, await total.of(count - left), rate)

    async with trio.open_nursery() as nursery:
        executor = await compute.executor(nursery, Work.ANALYSE)
        pool = WorkerPool(executor, findings.quarantine)
        await run_rounds(take, pool.process, keep, enough, partial(lanes_for, executor))
        nursery.cancel_scope.cancel()
