"""Goes through what is to be done in batches, round after round until nothing is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import trio

from models.audio.units import SampleId
from models.library.sample import Sample

LANES = 2
"""Batches on their way at a time: while one is stored, the processes have the other."""

Done = TypeVar("Done")


async def rounds(
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


def cause(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group, or of the groups in it."""
    first = errors.exceptions[0]
    return cause(first) if isinstance(first, BaseExceptionGroup) else first
