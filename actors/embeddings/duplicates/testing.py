"""The processes that compare pairs of files side by side."""

from __future__ import annotations

from collections.abc import Sequence

import trio
from loguru import logger

from actors.embeddings.crew import SIZE
from actors.embeddings.duplicates.worker import BETWEEN, LEFT
from actors.embeddings.job import Tell, untold
from actors.kernel.worker import Worker, WorkerDied, hire
from models.audio.units import Decibels, SampleId
from models.duplicates.null import SAME
from models.library.sample import Sample

MODULE = "actors.embeddings.duplicates.worker"
STEP = 16
"""Pairs between two reports."""
PATIENCE = 60.0
"""Seconds a pair may take; the longest takes a few."""

Pair = tuple[Sample, Sample]


async def proven(
    pairs: Sequence[Pair], tell: Tell = untold
) -> dict[tuple[SampleId, SampleId], Decibels]:
    """Return what is left of those pairs that are one sound, by their ids.

    Args:
        pairs: Where possible such as share a file lie side by side: it is read once.
        tell: Hears how many are done, now and then.
    """
    found: dict[tuple[SampleId, SampleId], Decibels] = {}
    begun, done = trio.current_time(), 0
    share = max(1, -(-len(pairs) // SIZE))

    async def work(workers: trio.Nursery, some: Sequence[Pair]) -> None:
        nonlocal done
        worker = None
        for one, other in some:
            worker = worker or await hire(workers, MODULE)
            left = await _left(worker, one, other)
            done += 1
            if done % STEP == 0:
                await tell(done, len(pairs), done / max(1e-3, trio.current_time() - begun))
            if left is None:
                worker.dismiss()
                worker = None
            elif left <= SAME:
                found[one.id, other.id] = left

    async with trio.open_nursery() as workers:
        async with trio.open_nursery() as working:
            for begin in range(0, len(pairs), share):
                working.start_soon(work, workers, pairs[begin : begin + share])
        workers.cancel_scope.cancel()
    return found


async def _left(worker: Worker, one: Sample, other: Sample) -> Decibels | None:
    """Return what is left of a pair; `None`: the process is of no use any more."""
    answer = b""
    try:
        with trio.fail_after(PATIENCE):
            answer = await worker.ask(one.path + BETWEEN + other.path)
    except (WorkerDied, trio.TooSlowError) as error:
        logger.warning("not compared: {!r} and {!r}: {}", one.path, other.path, error)
        return None
    if len(answer) != LEFT.size:
        logger.debug("not compared: {!r} and {!r}: {}", one.path, other.path, answer.decode())
        return Decibels(0.0)
    return Decibels(LEFT.unpack(answer)[0])
