"""Batches: each is done once, and storing one does not keep the next one waiting."""

from __future__ import annotations

import pytest
import trio

from actors.embeddings.batches import LANES, Untried, first_cause, run_rounds
from models.audio.units import SampleId, SourceId
from models.library.features import SampleFeatures
from models.library.sample import Sample

Samples = tuple[Sample, ...]


def some(*numbers: int) -> Samples:
    return tuple(Sample(SampleId(one), SourceId(1), b"", "") for one in numbers)


class ClipCache:
    """Samples that are to be done, of which three are given at a time."""

    def __init__(self, count: int) -> None:
        self.left = list(range(1, count + 1))
        self.done: list[int] = []
        self.rounds = 0

    async def take(self, after: SampleId) -> Samples:
        self.rounds += not after
        await trio.lowlevel.checkpoint()
        return some(*[one for one in self.left if one > after][:3])

    async def work(self, batch: Samples) -> Samples:
        await trio.lowlevel.checkpoint()
        return batch

    async def keep(self, batch: Samples) -> None:
        await trio.lowlevel.checkpoint()
        self.done += [one.id for one in batch]
        self.left = [one for one in self.left if one not in self.done]


async def test_each_is_done_once_and_what_comes_late_is_done_in_the_next_round() -> None:
    cache = ClipCache(20)
    cache.left.remove(1)

    async def work(batch: Samples) -> Samples:
        if batch[-1].id == 20:
            cache.left.insert(0, 1)  # what is taken next is far behind it
        return await cache.work(batch)

    await run_rounds(cache.take, work, cache.keep)

    assert sorted(cache.done) == list(range(1, 21))
    assert cache.rounds >= 2


async def test_the_next_batch_is_worked_on_while_one_is_kept() -> None:
    cache, second = ClipCache(9), trio.Event()

    async def work(batch: Samples) -> Samples:
        if batch[0].id == 4:
            second.set()
        return batch

    async def keep(batch: Samples) -> None:
        with trio.fail_after(60):
            await second.wait()
        await cache.keep(batch)

    await run_rounds(cache.take, work, keep)

    assert sorted(cache.done) == list(range(1, 10))


async def test_it_ends_when_there_is_something_more_urgent() -> None:
    cache = ClipCache(30)

    await run_rounds(cache.take, cache.work, cache.keep, lambda: len(cache.done) >= 6)

    assert 6 <= len(cache.done) <= 6 + 3 * LANES
    assert sorted(cache.done) == list(range(1, len(cache.done) + 1))


async def test_what_went_wrong_is_told() -> None:
    cache = ClipCache(9)

    async def work(batch: Samples) -> Samples:
        raise OSError("no process can be started")

    with pytest.raises(ExceptionGroup) as reported:
        await run_rounds(cache.take, work, cache.keep)

    assert str(first_cause(reported.value)) == "no process can be started"


async def test_what_cannot_be_read_now_is_tried_once_a_run_and_not_kept() -> None:
    """Whatever fails for a passing reason stays to be done, and no run goes on for ever."""
    cache, away = ClipCache(20), {2, 3, 4, 5, 6, 7, 13, 20}
    for mended in (False, True):
        untried, tried = Untried(), list[int]()

        async def take(after: SampleId, untried: Untried = untried) -> Samples:
            return await untried.next_batch(cache.take, after)

        async def work(
            batch: Samples, tried: list[int] = tried, *, mended: bool = mended
        ) -> tuple[SampleFeatures, ...]:
            tried += [one.id for one in batch]
            return tuple(
                SampleFeatures(one.id, b"", b"", b"", transient=not mended and one.id in away)
                for one in batch
            )

        async def keep(heard: tuple[SampleFeatures, ...], untried: Untried = untried) -> None:
            await cache.keep(some(*[one.sample for one in untried.storable(heard)]))

        await run_rounds(take, work, keep)

        assert sorted(tried) == (sorted(away) if mended else list(range(1, 21)))
        assert sorted(cache.left) == ([] if mended else sorted(away))
