"""Start-up and throughput of worker processes that analyse, embed and compare one-shots.

Needs: samples.

Start-up is the time from the first request to its reply. Pairs of null tests are each file with
its next `NEIGHBOURS` ones, and with a copy of it at another level. Workers get the time that nobody
else wants; with `SEMPAL_STEADY=1` they stand beside others. With `--before DIR`, those of another
checkout are measured in the same run, alternating.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

import soundfile
import trio

from actors.embeddings.analysis.job import BATCH
from actors.embeddings.duplicates.ruled_out import Pair
from actors.embeddings.duplicates.test_pool import STEP, Comparer
from actors.embeddings.executor import Work
from actors.embeddings.local_executor import MODULES, SIZE, LocalExecutor
from actors.embeddings.opening import READERS
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample
from scripts.benches.idle import cpu_seconds
from scripts.benches.workload.worker_rounds import ROOT, Round, one_shots, run_round

COUNT = 800
TARGETS = {
    "analysis_per_s": 300,
    "embedding_per_s": 400,
    "start_s": 0.5,
    "null_tests_per_s": 900,
}
NEIGHBOURS = 6
"""A search has about as many pairs per file."""
COPIED = 4
"""Each of so many files has a copy, of which a null test must be run to the end."""

Figures = dict[str, float]


def pss(process: int) -> float:
    """Return the proportional set size of a process in MB."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(rollup.partition("\nPss:")[2].split()[0]) * 1024 / 1e6


async def time_pool(paths: list[Path], *, analysis: bool) -> tuple[Round, float]:
    """Return the figures of a pool of workers, and the PSS of a worker in MB."""
    async with trio.open_nursery() as nursery:
        own = (READERS, (), MODULES[Work.ANALYSE]) if analysis else ()
        executor = LocalExecutor(nursery, *own)
        found = await run_round(executor, paths, BATCH)
        size = max(map(pss, executor.numbers))
        nursery.cancel_scope.cancel()
    return found, size


def write_pairs(paths: list[Path], folder: Path) -> list[Pair]:
    """Write copies at half the level; return the pairs of files that are compared."""
    samples = [_sample(number, path) for number, path in enumerate(paths, 1)]
    pairs = list[Pair]()
    for at, (one, path) in enumerate(zip(samples, paths, strict=True)):
        pairs += [(one, other) for other in samples[at + 1 : at + 1 + NEIGHBOURS]]
        if at % COPIED == 0:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
            copy = folder / f"{at}.wav"
            soundfile.write(copy, audio * 0.5, rate, "PCM_24")
            pairs.append((one, _sample(len(samples) + at + 1, copy)))
    return pairs


def _sample(number: int, path: Path) -> Sample:
    with soundfile.SoundFile(path) as file:
        kind = {"frames": len(file), "rate": file.samplerate, "channels": file.channels}
    return Sample(SampleId(number), SourceId(1), bytes(path), path.name, **kind)


async def time_null_tests(pairs: list[Pair]) -> tuple[float, float, int]:
    """Return the seconds for all pairs, the CPU seconds, and how many are one sound."""
    async with trio.open_nursery() as nursery:
        executor = LocalExecutor(nursery, SIZE, (), MODULES[Work.COMPARE])
        comparer = Comparer(executor)
        await comparer.compare(pairs[:STEP])  # starts the processes
        comparer = Comparer(executor)
        begun, before = time.perf_counter(), sum(map(cpu_seconds, executor.numbers))
        found = 0
        for at in range(0, len(pairs), STEP):
            found += len((await comparer.compare(pairs[at : at + STEP]))[1])
        took = time.perf_counter() - begun
        spent = sum(map(cpu_seconds, executor.numbers)) - before
        nursery.cancel_scope.cancel()
    return took, spent, found


def measure(count: int) -> Figures:
    """Return the figures of this checkout's workers.

    Workers only get the time that nobody else wants, hence the CPU time beside the rate.
    """
    paths = one_shots(count)
    found: Figures = {}
    for name, analysis in (("analysis", True), ("embedding", False)):
        one, size = trio.run(partial(time_pool, paths, analysis=analysis))
        found |= {
            f"{name}_start_s": one.first,
            f"{name}_per_s": count / one.wall,
            f"{name}_cpu_ms": one.cpu / count * 1e3,
            f"{name}_pss_mb": size,
        }
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        pairs = write_pairs(list(dict.fromkeys(paths)), Path(place))
        took, spent, same = trio.run(time_null_tests, pairs)
    found |= {
        "null_tests_per_s": len(pairs) / took,
        "null_test_cpu_ms": spent / len(pairs) * 1e3,
        "null_tests_same": same,
    }
    return found


def measure_in(root: Path, count: int) -> Figures:
    """Return the figures of another checkout's workers."""
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        (Path(place) / "scripts").symlink_to(ROOT / "scripts")  # this bench, on the parts of `root`
        done = subprocess.run(
            [root / ".venv/bin/python", "-P", __file__, "--inner", "--count", str(count)],
            cwd=root,
            env=os.environ | {"PYTHONPATH": f"{place}:{root}"},
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
