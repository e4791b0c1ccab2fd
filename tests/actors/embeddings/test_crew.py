"""Processes that listen, and die of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import trio

from actors.embeddings.crew import Crew
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
        crew = Crew(nursery, 1)
        await crew.hear(batch[:1])
        for number in crew.numbers:
            os.kill(number, signal.SIGKILL)
        heard = await crew.hear(batch)
        nursery.cancel_scope.cancel()

    assert sorted(row.sample for row in heard) == sorted(sample.id for sample in batch)
    assert [row.problem for row in heard] == [""] * len(batch)
    assert all(row.features and row.token == b"token" for row in heard)
