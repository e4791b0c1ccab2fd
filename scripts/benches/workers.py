"""Start-up and throughput of worker processes that analyse and embed one-shots.

Needs: samples.

Start-up is the time from the first request to its reply. With `--before DIR`, the workers of
another checkout are measured in the same run, alternating.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import trio

from actors.embeddings.analysis.job import BATCH, MODULE, PROCESSES
from actors.embeddings.batches import run_rounds
from actors.embeddings.worker_pool import SIZE, WorkerPool
from models.audio.units import SampleId, SourceId
from models.library.features import SampleFeatures
from models.library.sample import Sample
from scripts.benches.embed import cpu_seconds, one_shots

ROOT = Path(__file__).parents[2]
COUNT = 800
TARGETS = {"analysis_per_s": 300, "embedding_per_s": 400, "start_s": 0.5}

Figures = dict[str, float]


def pss(process: int) -> float:
    """Return the proportional set size of a process in MB."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(rollup.partition("\nPss:")[2].split()[0]) * 1024 / 1e6


async def time_pool(paths: list[Path], *, analysis: bool) -> tuple[float, float, float, float]:
    """Measure a pool of workers.

    Returns:
        Seconds to the first reply, files per second after that, CPU milliseconds of each (workers
        only get the time that nobody else wants), and the PSS of a worker.
    """
    samples = [
        Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name)
        for number, path in enumerate(paths, 1)
    ]
    rest = list(samples)

    async def take(_after: SampleId) -> tuple[Sample, ...]:
        batch = tuple(rest[:BATCH])
        del rest[:BATCH]
        return batch

    async def keep(heard: tuple[SampleFeatures, ...]) -> None:
        for problem in (one.reason for one in heard if one.reason):
            sys.exit(f"workers: {problem}")

    async with trio.open_nursery() as nursery:
        pool = WorkerPool(nursery, PROCESSES, (), MODULE) if analysis else WorkerPool(nursery)
        begun = time.perf_counter()
        await pool.process(tuple(samples[:1]))
        first = time.perf_counter() - begun
        await pool.process(tuple(samples[: SIZE * 4]))
        begun, before = time.perf_counter(), cpu_seconds(pool.numbers)
        await run_rounds(take, pool.process, keep)
        rate = len(samples) / (time.perf_counter() - begun)
        busy = (cpu_seconds(pool.numbers) - before) / len(samples) * 1e3
        size = max(map(pss, pool.numbers))
        nursery.cancel_scope.cancel()
    return first, rate, busy, size


def measure(count: int) -> Figures:
    """Return the figures of this checkout's workers."""
    known = one_shots()
    paths = (known * -(-count // len(known)))[:count]
    found: Figures = {}
    for name, analysis in (("analysis", True), ("embedding", False)):
        first, rate, busy, size = trio.run(partial(time_pool, paths, analysis=analysis))
        found |= {
            f"{name}_start_s": first,
            f"{name}_per_s": rate,
            f"{name}_cpu_ms": busy,
            f"{name}_pss_mb": size,
        }
    return found


def measure_in(root: Path, count: int) -> Figures:
    """Return the figures of another checkout's workers."""
    done = subprocess.run(
        [root / ".venv/bin/python", "-P", __file__, "--inner", "--count", str(count)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
        text=True,
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Print one line per checkout, then JSON."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=COUNT)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    words.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.inner:
        print(json.dumps(measure(asked.count)))
        return
    roots = {"now": ROOT} | ({"before": asked.before.resolve()} if asked.before else {})
    each: dict[str, list[Figures]] = {name: [] for name in roots}
    for _ in range(asked.rounds):
        for name, root in roots.items():
            each[name].append(measure_in(root, asked.count))
    result: dict[str, object] = {"bench": "workers", "files": asked.count, "target": TARGETS}
    for name, rounds in each.items():
        medians = {
            key: round(statistics.median(one[key] for one in rounds), 3) for key in rounds[0]
        }
        print(f"{name}: " + ", ".join(f"{key} {value:g}" for key, value in medians.items()))
        result[name] = medians
    print(json.dumps(result))


if __name__ == "__main__":
    main()
