"""Analyse all pending samples of the library; a crash loses two batches at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.embeddings.analysis.answer import unpack_analysis
from actors.embeddings.batches import Untried, first_cause, run_rounds
from actors.embeddings.job import SILENT, ShowNotice
from actors.embeddings.vector_builder import PATIENCE
from actors.embeddings.worker_pool import SIZE, WorkerPool
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.analysis.report import AnalysisReport
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample

ANALYSER = "librosa 0.11, 4"
"""Analyser with its version; results of older versions are computed again.

Ours equals that of librosa since, so its name stays.
"""
MODULE = "actors.embeddings.analysis.worker"
PROCESSES = min(SIZE, 4)
"""More read more than a drive gives."""
BATCH = 64
"""Samples fetched and stored at a time: half a second of work."""


async def analyse_library(
    library_: Address[library.Command],
    tell: ShowNotice,
    enough: Callable[[], bool] = lambda: False,
) -> AnalysisReport:
    """Analyse all pending samples; cancelling loses nothing that was reported as done.

    Args:
        library_: Stores the results.
        tell: Progress callback.
        enough: Polled after each batch; `True` stops early, for more urgent work.
    """
    begun, count, reason = trio.current_time(), 0, ""

    async def counted(done: int, total: int, rate: float) -> None:
        nonlocal count
        count = done
        await tell(done, total, rate)

    try:
        await _analysed(library_, counted, enough)
    except* (NoReply, trio.TooSlowError, OSError) as errors:
        reason = str(first_cause(errors)) or SILENT
        logger.error("not analysed: {}", reason)
    report = AnalysisReport(count, trio.current_time() - begun, reason)
    if count:
        logger.info("analysed: {}", report)
    return report


async def _analysed(
    library_: Address[library.Command], tell: ShowNotice, enough: Callable[[], bool]
) -> None:
    """Analyse all pending samples.

    Raises:
        NoReply: The library actor crashed.
        trio.TooSlowError: The library actor does not reply in time.
        OSError: No process can be started.
    """
    total = await ask(library_, partial(library.CountUnanalysed, ANALYSER), within=PATIENCE)
    if not total:
        return
    begun, count = trio.current_time(), 0
    untried = Untried()

    async def batch(after: SampleId) -> tuple[Sample, ...]:
        wanted = partial(library.FetchUnanalysed, ANALYSER, after, BATCH)
        return await ask(library_, wanted, within=PATIENCE)

    async def take(after: SampleId) -> tuple[Sample, ...]:
        return await untried.next_batch(batch, after)

    async def keep(results: tuple[SampleFeatures, ...]) -> None:
        nonlocal count
        found = tuple(unpack_analysis(one) for one in untried.storable(results))
        await ask(library_, partial(library.StoreAnalyses, ANALYSER, found), within=PATIENCE)
        count += len(results)
        rate = count / max(1e-3, trio.current_time() - begun)
        await tell(count, max(total, count), rate)

    async with trio.open_nursery() as nursery:
        await run_rounds(take, WorkerPool(nursery, PROCESSES, (), MODULE).process, keep, enough)
        nursery.cancel_scope.cancel()
