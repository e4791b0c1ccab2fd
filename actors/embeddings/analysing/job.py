"""Finds out about all of the library what is not known yet; a kill loses one batch at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.embeddings.analysing.answer import unpacked
from actors.embeddings.crew import SIZE, Crew
from actors.embeddings.job import SILENT, Tell
from actors.embeddings.knowledge import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.analysis.report import AnalysisReport
from models.audio.units import SampleId

ANALYSER = "librosa 0.11, 2"
"""With its version: what older ones found out is found out anew."""
MODULE = "actors.embeddings.analysing.worker"
PROCESSES = min(SIZE, 4)
"""Each takes 200 MB."""
BATCH = 128
"""Samples taken and stored at a time: a second of work."""


async def analysed(
    library_: Address[library.Command],
    tell: Tell,
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
        reason = str(errors.exceptions[0]) or SILENT
        logger.error("not analysed: {}", reason)
    report = AnalysisReport(count, trio.current_time() - begun, reason)
    if count:
        logger.info("analysed: {}", report)
    return report


async def _analysed(
    library_: Address[library.Command], tell: Tell, enough: Callable[[], bool]
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
    async with trio.open_nursery() as nursery:
        crew = Crew(nursery, PROCESSES, (), MODULE)
        after = SampleId(0)
        while not enough():
            take = partial(library.TakeUnanalysed, ANALYSER, after, BATCH)
            batch = await ask(library_, take, within=PATIENCE)
            if not batch and after:
                after = SampleId(0)  # what changed meanwhile
                continue
            if not batch:
                break
            after = batch[-1].id
            found = tuple(unpacked(heard) for heard in await crew.hear(batch))
            keep = partial(library.KeepAnalysed, ANALYSER, found)
            await ask(library_, keep, within=PATIENCE)
            count += len(found)
            rate = count / max(1e-3, trio.current_time() - begun)
            await tell(count, max(total, count), rate)
        nursery.cancel_scope.cancel()
