"""Real schedulers and workers: processes that live as long as a module of tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

import trio

from actors.embeddings.cluster import host
from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.compute import Compute
from actors.embeddings.opening import SAME_PATHS, ClusterCompute, open_compute
from actors.media.content_token import token
from models.cluster.path_map import PathMap
from models.cluster.place import Place

NOWHERE = Path("/nonexistent")
PATIENCE = 300
"""Seconds: processes of Dask start slowly on a machine that does other things."""
TRAPS = "tests.actors.embeddings.cluster.worker_with_traps"


@dataclass
class Running:
    """A process that prints its address, and ends when its input is closed."""

    process: subprocess.Popen[bytes]
    address: str

    def end(self) -> None:
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def send(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)


def start(module: str, argument: object, hidden: Path | None = None) -> Running:
    """Start a process and wait for its address; it does not see what is in a hidden folder."""
    program = [sys.executable, "-m", module, json.dumps(argument)]
    if hidden is not None:
        script = 'mount -t tmpfs none "$0" && exec "$@"'
        program = ["unshare", "-m", "sh", "-c", script, str(hidden), *program]
    process = subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    return Running(process, process.stdout.readline().decode().strip())


@dataclass
class Cluster:
    """A scheduler, and the workers that were added to it."""

    scheduler: Running
    connection: Connection
    workers: list[Running] = field(default_factory=list)

    def add_worker(
        self, threads: int = 1, module: str = TRAPS, hidden: Path | None = None
    ) -> Running:
        given = {
            "connection": self.connection.as_dict(),
            "name": f"worker-{len(self.workers)}",
            "threads": threads,
            "folder": str(NOWHERE),
        }
        self.workers.append(start(module, given, hidden))
        assert self.workers[-1].address
        return self.workers[-1]

    @asynccontextmanager
    async def compute(
        self, folders: PathMap = SAME_PATHS, address: str = ""
    ) -> AsyncGenerator[ClusterCompute]:
        """Connect to it, for the body of the context."""
        place = Place(address or self.connection.address)
        async with open_compute(place, NOWHERE, folders) as compute:
            assert isinstance(compute, ClusterCompute)
            await until_workers(compute, sum(one.process.poll() is None for one in self.workers))
            yield compute

    def end_workers(self) -> None:
        for one in self.workers:
            one.end()
        self.workers.clear()

    def end(self) -> None:
        self.end_workers()
        self.scheduler.end()


async def until_workers(compute: Compute, count: int) -> None:
    """Wait until there are at least so many seats."""
    with trio.fail_after(PATIENCE):
        while compute.workers < count:
            await trio.sleep(0.05)


def new_cluster(port: int = 0, workers: int = 0, threads: int = 1) -> Cluster:
    """Start a scheduler on this computer."""
    at = Connection(f"tcp://127.0.0.1:{port}")
    scheduler = start(host.SCHEDULER, at.as_dict())
    assert scheduler.address
    cluster = Cluster(scheduler, Connection(scheduler.address))
    for _ in range(workers):
        cluster.add_worker(threads)
    return cluster


def token_of(path: Path) -> bytes:
    """Return the content token of a file."""
    with FileIO(path) as file:
        return token(file, path.stat().st_size)


class Proxy:
    """A connection to a scheduler that can be cut."""

    def __init__(self, target: str, listener: trio.SocketListener) -> None:
        host, _, port = target.removeprefix("tcp://").rpartition(":")
        self._target = host, int(port)
        self._listener = listener
        self._open: set[trio.SocketStream] = set()
        self._closed = False

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.socket.getsockname()[1]}"

    @classmethod
    async def serve(
        cls, target: str, task_status: trio.TaskStatus[Proxy] = trio.TASK_STATUS_IGNORED
    ) -> None:
        """Forward connections until cancelled."""
        (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
        proxy = cls(target, listener)
        async with trio.open_nursery() as nursery:
            task_status.started(proxy)
            await trio.serve_listeners(proxy._forward, [listener], handler_nursery=nursery)

    async def cut(self) -> None:
        """Close all connections, and each that is opened from now on."""
        self._closed = True
        for stream in list(self._open):
            await stream.aclose()

    def restore(self) -> None:
        """Take connections again."""
        self._closed = False

    async def _forward(self, near: trio.SocketStream) -> None:
        if self._closed:
            return
        far = await trio.open_tcp_stream(*self._target)
        both = {near, far}
        self._open |= both

        async def copy(source: trio.SocketStream, to: trio.SocketStream) -> None:
            try:
                async for part in source:
                    await to.send_all(part)
            except (trio.BrokenResourceError, trio.ClosedResourceError):
                pass
            finally:
                for stream in both:
                    await trio.aclose_forcefully(stream)

        try:
            async with far, trio.open_nursery() as nursery:
                nursery.start_soon(copy, near, far)
                nursery.start_soon(copy, far, near)
        finally:
            self._open -= both
