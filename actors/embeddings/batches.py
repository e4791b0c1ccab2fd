"""Process pending samples in batches, pass after pass until none is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import trio

from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.file_name import display_path
from models.library.sample import Sample

LANES = 2
"""Batches in flight here: while one is stored, the workers process the other."""

MOST = 512
"""Results stored at a time, when several batches wait for it: the library does not answer others
meanwhile."""

Done = TypeVar("Done")


class Untried:
    """Skips samples whose files could not be read in this run, for a temporary reason.

    Nothing is stored for them, so that the next run retries them; in this run they would come back
    in every pass.
    """

    def __init__(self) -> None:
        self._tried: set[SampleId] = set()

    @property
    def count(self) -> int:
        """Number of samples that are skipped."""
        return len(self._tried)

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


def example_of(results: Sequence[SampleFeatures]) -> str:
    """Return the first file without a result, and why; empty: all have one."""
    return next((f"{display_path(one.path)}: {one.reason}" for one in results if one.reason), "")


def two_lanes() -> int:
    """Return the number of batches in flight for an executor of this computer."""
    return LANES


async def run_rounds(
    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]],
    work: Callable[[tuple[Sample, ...]], Awaitable[tuple[Done, ...]]],
    keep: Callable[[tuple[Done, ...]], Awaitable[None]],
    enough: Callable[[], bool] = lambda: False,
    lanes: Callable[[], int] = two_lanes,
) -> None:
    """Process batches until a pass finds none; cancelling loses the batches in flight.

    Args:
        take: Returns the next batch after a sample id, empty at the end; never called concurrently.
        work: Processes a batch, several concurrently.
        keep: Stores results, of several batches if they wait for it; never called concurrently, and
            done with a pass before the next one begins.
        enough: Polled before each batch; `True` stops early, for more urgent work.
        lanes: Polled before each batch: how many may be in flight.
    """
    while not enough() and await _Pass(take, work, keep, enough, lanes).run():
        pass


@dataclass(slots=True)
class _Pass(Generic[Done]):
    """One pass over all pending samples."""

    take: Callable[[SampleId], Awaitable[tuple[Sample, ...]]]
    work: Callable[[tuple[Sample, ...]], Awaitable[tuple[Done, ...]]]
    keep: Callable[[tuple[Done, ...]], Awaitable[None]]
    enough: Callable[[], bool]
    lanes: Callable[[], int]
    _after: SampleId = SampleId(0)
    _open: int = 0
    """Lanes that run."""
    _ready: list[tuple[Done, ...]] = field(default_factory=list)
    """Results of batches that wait to be stored."""
    _taking: trio.Lock = field(default_factory=trio.Lock)
    _keeping: trio.Lock = field(default_factory=trio.Lock)

    async def run(self) -> bool:
        """Process all batches; return whether there was one."""
        async with trio.open_nursery() as nursery:
            self._widen(nursery)
        return bool(self._after)

    def _widen(self, nursery: trio.Nursery) -> None:
        while self._open < max(1, self.lanes()):
            self._open += 1
            nursery.start_soon(self._lane, nursery)

    async def _lane(self, nursery: trio.Nursery) -> None:
        while not self.enough():
            async with self._taking:
                batch = await self.take(self._after)
                if not batch:
                    return
                self._after = batch[-1].id
            self._widen(nursery)
            done = await self.work(batch)
            self._ready.append(done)
            async with self._keeping:
                await self._store(done)

    async def _store(self, own: tuple[Done, ...]) -> None:
        """Store what is ready, until that of a lane is, which another lane may have done."""
        while any(one is own for one in self._ready):
            some = self._ready.pop(0)
            while self._ready and len(some) + len(self._ready[0]) <= MOST:
                some += self._ready.pop(0)
            await self.keep(some)


def first_cause(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first leaf exception of a nested group."""
    first = errors.exceptions[0]
    return first_cause(first) if isinstance(first, BaseExceptionGroup) else first
