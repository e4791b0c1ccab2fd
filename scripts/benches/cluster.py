"""Throughput of a Dask cluster on this computer against its own processes, and how far it scales.

Needs: samples.

Both take the same files, alternately, with 1 and 2 workers. Bytes are those of requests and
answers, and those of all connections (in a network namespace of their own, where that is allowed).
`--simulate N` starts N workers that sleep as long as a file takes, to be compared with the model
`min(workers / file, 1 / scheduler, 1 / library)`; `--store` times the library.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import numpy as np
import trio
from loguru import logger

from actors.embeddings.batches import run_rounds
from actors.embeddings.cluster import host
from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.executor import Executor, Work
from actors.embeddings.job import BATCH, lanes_for
from actors.embeddings.local_executor import LocalExecutor
from actors.embeddings.opening import ClusterCompute, open_compute
from actors.embeddings.worker_pool import WorkerPool
from models.audio.units import SampleId, SourceId
from models.cluster.place import Place
from models.embedding.default_model import NAME
from models.library.features import SampleFeatures
from models.library.sample import Sample
from scripts.benches.workload.worker_rounds import one_shots

NOWHERE = Path("/nonexistent")
WORKER = "scripts.benches.workload.usual_priority"
HOST = f"{WORKER}_host"
SLEEPER = "scripts.benches.workload.sleeping_worker"
ROUNDS = 5
"""Requests for each simulated worker."""
FEATURES = 524
"""Bytes of the features of a sound."""


async def throughput(executor: Executor, samples: list[Sample], *, middle: bool = False) -> float:
    """Return the files per second of an executor that has started.

    Args:
        executor: This one.
        samples: All that it is asked.
        middle: From the second quarter to the third, as a large archive has it: at the end some
            workers wait for the last request of others.
    """
    rest = list(samples)
    done: list[float] = []

    async def take(_after: SampleId) -> tuple[Sample, ...]:
        await trio.lowlevel.checkpoint()
        batch = tuple(rest[:BATCH])
        del rest[:BATCH]
        return batch

    async def keep(features: tuple[SampleFeatures, ...]) -> None:
        await trio.lowlevel.checkpoint()
        for reason in (one.reason for one in features if one.reason):
            sys.exit(reason)
        done.extend([time.perf_counter()] * len(features))

    begun = time.perf_counter()
    await run_rounds(take, WorkerPool(executor).process, keep, lanes=partial(lanes_for, executor))
    if middle:
        first, last = len(done) // 4, len(done) * 3 // 4
        return (last - first) / (done[last] - done[first])
    return len(samples) / (time.perf_counter() - begun)


async def until_workers(compute: ClusterCompute, count: int) -> None:
    """Wait until so many files can be worked on."""
    with trio.fail_after(80):
        while compute.workers < count:  # noqa: ASYNC110 - Dask tells when it looks
            await trio.sleep(0.05)


@asynccontextmanager
async def cluster(workers: int) -> AsyncGenerator[tuple[ClusterCompute, Executor]]:
    """Run a cluster of this computer for the body of the context."""
    async with trio.open_nursery() as own:
        connection = await host.start_local_cluster(own, workers, NOWHERE, HOST)
        async with connected(connection.address, workers) as found:
            yield found
        own.cancel_scope.cancel()


@asynccontextmanager
async def connected(address: str, workers: int) -> AsyncGenerator[tuple[ClusterCompute, Executor]]:
    """Connect to a cluster for the body of the context."""
    async with open_compute(Place(address), NOWHERE) as compute, trio.open_nursery() as nursery:
        if not isinstance(compute, ClusterCompute):
            raise TypeError(compute)
        await until_workers(compute, workers)
        yield compute, await compute.executor(nursery, Work.EMBED, NAME)
        nursery.cancel_scope.cancel()


def on_the_wire() -> int:
    """Return the bytes that the loopback interface has sent."""
    for line in Path("/proc/net/dev").read_text(encoding="ascii").splitlines():
        name, _, numbers = line.partition(":")
        if name.strip() == "lo":
            return int(numbers.split()[8])
    return 0


def samples_of(paths: list[Path]) -> list[Sample]:
    """Return files as samples of the library."""
    return [
        Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name)
        for number, path in enumerate(paths, 1)
    ]


async def beside(samples: list[Sample], workers: int, rounds: int) -> dict[str, float]:
    """Return files per second here and on the cluster, alternately, and bytes per file."""
    here: list[float] = []
    there: list[float] = []
    async with cluster(workers) as (compute, remote), trio.open_nursery() as nursery:
        local = LocalExecutor(nursery, workers, (NAME, str(NOWHERE)), WORKER)
        for executor in (local, remote):
            await throughput(executor, samples[: BATCH * workers * 2])
        before, wire_before = compute.bytes_moved, on_the_wire()
        for _ in range(rounds):
            here.append(await throughput(local, samples))
            there.append(await throughput(remote, samples))
        sent, received = (
            (now - was) / len(samples) / rounds
            for now, was in zip(compute.bytes_moved, before, strict=True)
        )
        wire = (on_the_wire() - wire_before) / len(samples) / rounds
        nursery.cancel_scope.cancel()
    ratio = statistics.median(two / one for one, two in zip(here, there, strict=True))
    return {
        "here_per_s": round(statistics.median(here), 1),
        "cluster_per_s": round(statistics.median(there), 1),
        "overhead": round(1 - ratio, 3),
        "request_bytes": round(sent),
        "answer_bytes": round(received),
        "wire_bytes": round(wire),
    }


def model(workers: int, each: float, task: float, stored: float) -> float:
    """Return files per second of so many workers.

    Args:
        workers: Files worked on at the same time.
        each: Seconds that a worker takes for a file.
        task: Seconds that scheduler and client take for a file, one after the other.
        stored: Seconds that the library takes to store one.
    """
    return min(workers / each, 1 / task, 1 / stored)


async def simulate(workers: int, each: float, count: int, threads: int) -> dict[str, float]:
    """Return files per second of workers that sleep, without and with the library behind them.

    Args:
        workers: Files that are slept on at the same time.
        each: Seconds for a file.
        count: Files.
        threads: Of each worker process.
    """
    samples = [
        Sample(SampleId(number), SourceId(1), b"/archive/%07d.wav" % number, "")
        for number in range(1, count + 1)
    ]
    async with trio.open_nursery() as nursery:
        local = Connection("tcp://127.0.0.1:0").as_dict()
        scheduler, address = await host.start_process(nursery, host.SCHEDULER, local)
        given = {
            "connection": Connection(address).as_dict(),
            "folder": str(NOWHERE),
            "each": each,
        }
        for first in range(0, workers, threads):
            some = min(threads, workers - first)
            argument = {**given, "name": f"sleeper-{first}", "threads": some}
            await host.start_process(nursery, SLEEPER, argument)
        async with connected(address, workers) as (_, executor):
            await throughput(executor, samples[: BATCH * workers])
            before = cpu_of(scheduler.pid)
            rate = await throughput(executor, samples, middle=True)
            scheduling = (cpu_of(scheduler.pid) - before) / (len(samples) / BATCH)
            result = {
                "workers": workers,
                "per_s": round(rate, 1),
                "scheduler_cpu_ms_per_task": round(scheduling * 1e3, 3),
            }
        nursery.cancel_scope.cancel()
    return result


def cpu_of(process: int) -> float:
    """Return the CPU seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def time_storing(count: int = 8_192, together: int = 512) -> float:
    """Return the seconds that the library takes to store the features of a file."""
    from actors.kernel.mailbox import Mailbox
    from actors.kernel.reply import ask
    from actors.library.actor import LibraryActor
    from actors.messages import library
    from scripts.benches.library import fill

    async def run(folder: Path) -> float:
        inbox: Mailbox[library.Command] = Mailbox(64)
        events: Mailbox[library.Event] = Mailbox(10_000)
        content = np.zeros(FEATURES // 2, "<f2").tobytes()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(LibraryActor(inbox, events.address, folder).run)
            samples = await ask(inbox.address, library.Export, within=60)
            rows = [SampleFeatures(one.id, one.path, one.token, content) for one in samples[:count]]
            begun = time.perf_counter()
            for first in range(0, len(rows), together):
                some = tuple(rows[first : first + together])
                await ask(inbox.address, partial(library.StoreFeatures, "m", some), within=60)
            took = time.perf_counter() - begun
            nursery.cancel_scope.cancel()
        return took / len(rows)

    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        fill(Path(place) / "library.db", count)
        return trio.run(run, Path(place))


def alone() -> None:
    """Go on in a network namespace of our own, so that bytes on the wire are ours alone."""
    if os.environ.get("SEMPAL_BENCH_ALONE") or os.geteuid():
        return
    os.environ["SEMPAL_BENCH_ALONE"] = "yes"
    if subprocess.run(["unshare", "-n", "ip", "link", "set", "lo", "up"], check=False).returncode:
        return
    script = 'ip link set lo up; exec "$@"'
    again = [sys.executable, "-m", "scripts.benches.cluster", *sys.argv[1:]]
    # In place of this process, so that whoever ends it ends the measurement.
    os.execvp("unshare", ["unshare", "-n", "sh", "-c", script, "-", *again])  # noqa: S606


def main() -> None:
    """Print readable lines, and JSON as the last one."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=640, help="files of a round")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    words.add_argument("--simulate", type=int, nargs="*", default=[], help="numbers of workers")
    words.add_argument("--each", type=float, default=0.0, help="seconds for a file when simulated")
    words.add_argument("--threads", type=int, default=16, help="of each simulated process")
    words.add_argument("--store", action="store_true", help="time the library")
    asked = words.parse_args()
    alone()
    logger.remove()
    result: dict[str, object] = {"bench": "cluster"}
    for workers in asked.workers:
        found = trio.run(beside, samples_of(one_shots(asked.count)), workers, asked.rounds)
        print(f"{workers} workers: " + ", ".join(f"{name} {it:g}" for name, it in found.items()))
        result[f"workers {workers}"] = found
    if asked.store:
        result["library_ms_per_file"] = round(time_storing() * 1e3, 4)
        print(f"library: {result['library_ms_per_file']} ms per file stored")
    for workers in asked.simulate:
        each = asked.each
        count = ROUNDS * BATCH * workers  # the last of each worker is waited for by the others
        done = trio.run(simulate, workers, each, count, min(workers, asked.threads))
        done["ideal_per_s"] = round(workers / each, 1)
        print(", ".join(f"{name} {value:g}" for name, value in done.items()))
        result[f"simulated {workers}"] = done
    print(json.dumps(result))


if __name__ == "__main__":
    main()
