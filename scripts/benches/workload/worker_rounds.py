"""Rounds of worker processes over one-shots, for `scripts/bench embed` and `workers`."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import soundfile

from actors.embeddings.batches import run_rounds
from actors.embeddings.local_executor import SIZE, LocalExecutor
from actors.embeddings.worker_pool import WorkerPool
from models.audio.units import SampleId, SourceId
from models.library.features import SampleFeatures
from models.library.sample import Sample
from scripts.benches.idle import cpu_seconds

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 2.0
"""Maximum length of a one-shot in seconds."""


@dataclass(frozen=True, slots=True)
class Round:
    """Figures of a pool that took all files."""

    first: float
    """Seconds to the reply to the first request, which starts the processes."""
    wall: float
    """Seconds for all files, once started."""
    cpu: float
    """CPU seconds of the processes for them."""


def one_shots(count: int) -> list[Path]:
    """Return short sounds of the demo library and of sonic-pi-samples, repeated up to a count."""
    folders = (ROOT / "data" / "demo", Path(os.environ["SEMPAL_TEST_SAMPLES"]))
    paths = sorted(path for folder in folders for path in folder.rglob("*.*") if path.is_file())
    found = []
    for path in paths:
        try:
            if soundfile.info(path).duration <= LONGEST:
                found.append(path)
        except soundfile.SoundFileError:
            continue
    return (found * -(-count // len(found)))[:count]


async def run_round(executor: LocalExecutor, paths: list[Path], size: int) -> Round:
    """Let processes that have not started take all files, `size` at once; exit if one fails."""
    samples = [
        Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name)
        for number, path in enumerate(paths, 1)
    ]
    rest = list(samples)

    async def take(_after: SampleId) -> tuple[Sample, ...]:
        batch = tuple(rest[:size])
        del rest[:size]
        return batch

    async def keep(features: tuple[SampleFeatures, ...]) -> None:
        for reason in (one.reason for one in features if one.reason):
            sys.exit(reason)

    pool = WorkerPool(executor)
    begun = time.perf_counter()
    await pool.process(tuple(samples[:1]))
    first = time.perf_counter() - begun
    await pool.process(tuple(samples[: SIZE * 4]))
    begun, before = time.perf_counter(), sum(map(cpu_seconds, executor.numbers))
    await run_rounds(take, pool.process, keep)
    took = time.perf_counter() - begun
    return Round(first, took, sum(map(cpu_seconds, executor.numbers)) - before)
