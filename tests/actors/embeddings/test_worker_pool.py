"""Processes that listen, and die of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import trio

from actors.embeddings.local_executor import LocalExecutor
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
        executor = LocalExecutor(nursery, 1)
        pool = WorkerPool(executor)
        await pool.process(batch[:1])
        for number in executor.numbers:
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
        executor = LocalExecutor(nursery, 2)
        pool = WorkerPool(executor)

        async def ask(number: int) -> None:
            heard[number] = sorted(row.sample for row in await pool.process(batches[number]))

        async with trio.open_nursery() as asking:
            for number in range(2):
                asking.start_soon(ask, number)
        processes = len(executor.numbers)
        nursery.cancel_scope.cancel()

    assert heard == {number: [sample.id for sample in batches[number]] for number in range(2)}
    assert processes == 2


async def test_a_file_that_is_away_is_told_from_one_that_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("no sound at all" * 99)
    batch = (one(1, tmp_path / "text.wav"), one(2, tmp_path / "gone.wav"))
    async with trio.open_nursery() as nursery:
        heard = {
            int(row.sample): row
            for row in await WorkerPool(LocalExecutor(nursery, 1)).process(batch)
        }
        nursery.cancel_scope.cancel()

    assert all(row.reason and not row.features for row in heard.values())
    assert not heard[1].transient
    assert heard[2].transient
