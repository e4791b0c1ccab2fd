"""Finds out about all of the library what is not known yet; a kill loses two batches at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.embeddings.analysis.answer import unpack_analysis
from actors.embeddings.batches import Untried, first_cause, run_rounds
from actors.embeddings.job import SILENT, ShowNotice
from actors.embeddings.store import PATIENCE
from actors.embeddings.worker_pool import SIZE, WorkerPool
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.analysis.report import AnalysisReport
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample

ANALYSER = "librosa 0.11, 4"
"""With its version: what older ones found out is found out anew."""
MODULE = "actors.embeddings.analysis.worker"
PROCESSES = min(SIZE, 4)
"""Each takes 200 MB."""
BATCH = 64
"""Samples taken and stored at a time: half a second of work."""


async def analyse_library(
    library_: Address[library.Command],
    tell: ShowNotice,
    enough: Callable[[], bool] = lambda: False,
) -> AnalysisReport:
    """Analyse until there is nothing left; cancelling it loses nothing that was told.

    Args:
        library_: Keeps what was found out.
        tell: Hears of progress.
        enough: Asked after each batch: something else is more urgent.
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
    """Analyse until there is nothing left.

    Raises:
        NoReply: the library fell over.
        trio.TooSlowError: it does not answer.
        OSError: no process can be started.
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

    async def keep(heard: tuple[SampleFeatures, ...]) -> None:
        nonlocal count
        found = tuple(unpack_analysis(one) for one in untried.storable(heard))
        await ask(library_, partial(library.StoreAnalyses, ANALYSER, found), within=PATIENCE)
        count += len(heard)
        rate = count / max(1e-3, trio.current_time() - begun)
        await tell(count, max(total, count), rate)

    async with trio.open_nursery() as nursery:
        await run_rounds(take, WorkerPool(nursery, PROCESSES, (), MODULE).process, keep, enough)
        nursery.cancel_scope.cancel()
