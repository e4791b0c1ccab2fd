"""Goes through what is to be done in batches, round after round until nothing is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import trio

from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample

LANES = 2
"""Batches on their way at a time: while one is stored, the processes have the other."""

Done = TypeVar("Done")


class Untried:
    """Leaves out samples whose files could not be read in this run, for a reason that may pass.

    Nothing is stored of them, so that the next run tries them again; in this one they would come
    back in every round.
    """

    def __init__(self) -> None:
        self._tried: set[SampleId] = set()

    async def next_batch(
        self, take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]], after: SampleId
    ) -> tuple[Sample, ...]:
        """Return the next batch with a sample that is not left out; none at the end."""
        while batch := await take(after):
            after = batch[-1].id
            if fresh := tuple(one for one in batch if one.id not in self._tried):
                return fresh
        return ()

    def storable(self, heard: Sequence[SampleFeatures]) -> tuple[SampleFeatures, ...]:
        """Return what can be stored, and leave out the others from now on."""
        self._tried.update(one.sample for one in heard if one.transient)
        return tuple(one for one in heard if not one.transient)


async def run_rounds(
    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]],
    work: Callable[[tuple[Sample, ...]], Awaitable[Done]],
    keep: Callable[[Done], Awaitable[None]],
    enough: Callable[[], bool] = lambda: False,
) -> None:
    """Go on until a round finds nothing; cancelling it loses the batches on their way.

    Args:
        take: Returns the next batch behind a sample, none at the end; called one at a time.
        work: Does what is to be done with a batch, `LANES` at a time.
        keep: Stores what came of it; called one at a time, and done with a round before the
            next begins.
        enough: Asked before each batch: something else is more urgent.
    """
    while not enough() and await _round(take, work, keep, enough):
        pass


async def _round(
    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]],
    work: Callable[[tuple[Sample, ...]], Awaitable[Done]],
    keep: Callable[[Done], Awaitable[None]],
    enough: Callable[[], bool],
) -> bool:
    """Go through everything once; tell whether there was anything."""
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
    """Return the first error of a group, or of the groups in it."""
    first = errors.exceptions[0]
    return first_cause(first) if isinstance(first, BaseExceptionGroup) else first
