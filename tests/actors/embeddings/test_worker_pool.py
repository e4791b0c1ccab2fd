"""Processes that listen, and die of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import trio

from actors.embeddings.worker_pool import WorkerPool
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample


def one(number: int, path: Path) -> Sample:
    return Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name, token=b"token")


async def test_a_process_that_dies_is_replaced_and_no_sample_is_left_out(
    demo_sounds: Path,
) -> None:
    paths = sorted((demo_sounds / "Pads").iterdir())
    batch = tuple(one(number, path) for number, path in enumerate(paths))
    async with trio.open_nursery() as nursery:
        pool = WorkerPool(nursery, 1)
        await pool.process(batch[:1])
        for number in pool.numbers:
            os.kill(number, signal.SIGKILL)
        heard = await pool.process(batch)
        nursery.cancel_scope.cancel()

    assert sorted(row.sample for row in heard) == sorted(sample.id for sample in batch)
    assert [row.reason for row in heard] == [""] * len(batch)
    assert all(row.features and row.token == b"token" for row in heard)


async def test_two_may_ask_at_once_and_each_has_its_own(demo_sounds: Path) -> None:
    paths = sorted((demo_sounds / "Drums" / "Kicks").iterdir())
    batches = [
        tuple(one(number, path) for number, path in enumerate(paths, 1 + at)) for at in (0, 50)
    ]
    heard: dict[int, list[SampleId]] = {}

    async with trio.open_nursery() as nursery:
        pool = WorkerPool(nursery, 2)

        async def ask(number: int) -> None:
            heard[number] = sorted(row.sample for row in await pool.process(batches[number]))

        async with trio.open_nursery() as asking:
            for number in range(2):
                asking.start_soon(ask, number)
        processes = len(pool.numbers)
        nursery.cancel_scope.cancel()

    assert heard == {number: [sample.id for sample in batches[number]] for number in range(2)}
    assert processes == 2


async def test_a_file_that_kills_takes_no_other_with_it(tmp_path: Path) -> None:
    names = [f"{number} deadly" if number in {9, 10, 31} else f"{number}" for number in range(40)]
    batch = tuple(one(number, tmp_path / name) for number, name in enumerate(names))
    async with trio.open_nursery() as nursery:
        pool = WorkerPool(nursery, 2, (), "tests.actors.embeddings.worker_that_dies")
        heard = {row.sample: row for row in await pool.process(batch)}
        nursery.cancel_scope.cancel()

    assert sorted(heard) == list(range(40))
    assert {number for number, row in heard.items() if row.reason} == {9, 10, 31}
    assert "its process ended with 3" in heard[SampleId(9)].reason
    others = [
        heard[sample.id].features == sample.path
        for sample in batch
        if sample.id % 31 not in {0, 9, 10}
    ]
    assert all(others)


async def test_a_file_that_is_away_is_told_from_one_that_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("no sound at all" * 99)
    batch = (one(1, tmp_path / "text.wav"), one(2, tmp_path / "gone.wav"))
    async with trio.open_nursery() as nursery:
        heard = {int(row.sample): row for row in await WorkerPool(nursery, 1).process(batch)}
        nursery.cancel_scope.cancel()

    assert all(row.reason and not row.features for row in heard.values())
    assert not heard[1].transient
    assert heard[2].transient
