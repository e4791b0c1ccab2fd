"""Process pending samples in batches, pass after pass until none is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import trio

from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample

LANES = 2
"""Batches in flight: while one is stored, the workers process the other."""

Done = TypeVar("Done")


class Untried:
    """Skips samples whose files could not be read in this run, for a temporary reason.

    Nothing is stored for them, so that the next run retries them; in this run they would come back
    in every pass.
    """

    def __init__(self) -> None:
        self._tried: set[SampleId] = set()

    async def next_batch(
        self, take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]], after: SampleId
    ) -> tuple[Sample, ...]:
        """Return the next batch with a sample not skipped; empty at the end."""
        while batch := await take(after):
            after = batch[-1].id
            if fresh := tuple(one for one in batch if one.id not in self._tried):
                return fresh
        return ()

    def storable(self, results: Sequence[SampleFeatures]) -> tuple[SampleFeatures, ...]:
        """Return the results to store, and skip the samples of the others from now on."""
        self._tried.update(one.sample for one in results if one.transient)
        return tuple(one for one in results if not one.transient)


async def run_rounds(
    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]],
    work: Callable[[tuple[Sample, ...]], Awaitable[Done]],
    keep: Callable[[Done], Awaitable[None]],
    enough: Callable[[], bool] = lambda: False,
) -> None:
    """Process batches until a pass finds none; cancelling loses the batches in flight.

    Args:
        take: Returns the next batch after a sample id, empty at the end; never called concurrently.
        work: Processes a batch, `LANES` concurrently.
        keep: Stores the result; never called concurrently, and done with a pass before the next one
            begins.
        enough: Polled before each batch; `True` stops early, for more urgent work.
    """
    while not enough() and await _round(take, work, keep, enough):
        pass


async def _round(
    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]],
    work: Callable[[tuple[Sample, ...]], Awaitable[Done]],
    keep: Callable[[Done], Awaitable[None]],
    enough: Callable[[], bool],
) -> bool:
    """Run one pass; return whether there was a batch."""
    after = SampleId(0)
    taking, keeping = trio.Lock(), trio.Lock()

    async def lane() -> None:
        nonlocal after
        while not enough():
            async with taking:
                batch = await take(after)
                if not batch:
                    return
                after = batch[-1].id
            done = await work(batch)
            async with keeping:
                await keep(done)

    async with trio.open_nursery() as nursery:
        for _ in range(LANES):
            nursery.start_soon(lane)
    return bool(after)


def first_cause(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first leaf exception of a nested group."""
    first = errors.exceptions[0]
    return first_cause(first) if isinstance(first, BaseExceptionGroup) else first
