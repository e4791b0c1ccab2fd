"""Processes of Dask that we start: workers, and a cluster on this computer."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import trio

from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.cluster.probe import probe

SCHEDULER = "actors.embeddings.cluster.scheduler_process"
WORKER = "actors.embeddings.cluster.worker_process"
PAUSE, LONGEST_PAUSE = 0.5, 10.0
"""Seconds before a worker that ended is started again; doubled from the first to the last."""
STEADY = 60.0
"""Seconds after which a worker that ended did not fail at its start."""


def _ignore(_words: str) -> None:
    """Ignore where a worker is, or why it is nowhere."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Receivers of the states of a worker."""

    connected: Callable[[str], None] = _ignore
    """Receives its address when it is connected, and empty when it ended."""
    refused: Callable[[str], None] = _ignore
    """Receives why the scheduler cannot be used, whenever that changes."""


async def start_process(
    nursery: trio.Nursery, module: str, argument: object
) -> tuple[trio.Process, str]:
    """Start a process that ends with the nursery, or when this one dies.

    Returns:
        The process, and its first line: its address. Empty: it ended before.
    """
    process = cast(
        "trio.Process",
        await nursery.start(
            partial(
                trio.run_process,
                [sys.executable, "-m", module, json.dumps(argument)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                check=False,
                deliver_cancel=_kill,
                start_new_session=True,  # Ctrl+C ends us, and we end it
            )
        ),
    )
    line = b""
    while process.stdout is not None and not line.endswith(b"\n"):
        part = await process.stdout.receive_some(4096)
        if not part:
            break
        line += part
    return process, line.decode(errors="replace").strip()


async def host_worker(
    connection: Connection,
    threads: int,
    folder: Path,
    reports: Reports,
    module: str = WORKER,
) -> None:
    """Keep a worker running until cancelled: it ends with each scheduler, and may be killed.

    Args:
        connection: The scheduler.
        threads: Files that it works on at the same time.
        folder: The `.sempal` folder, where models are installed.
        reports: Receives where it is connected, and why it is not.
        module: Program of the worker.

    Raises:
        Unusable: The files for TLS cannot be used.
    """
    pause = PAUSE
    name = f"{socket.gethostname()}-{os.getpid()}"
    given = {
        "connection": connection.as_dict(),
        "name": "",
        "threads": threads,
        "folder": str(folder),
        "former": "",
        "end": "",
    }
    while True:
        await _until_usable(connection, reports.refused)
        begun = trio.current_time()
        # Another name each time: a scheduler that has not noticed a cut yet still knows the former.
        given["name"] = f"{name}-{secrets.token_hex(3)}"
        async with trio.open_nursery() as nursery:
            process, address = await start_process(nursery, module, given)
            if address:
                reports.connected(address)
            code = await process.wait()
            nursery.cancel_scope.cancel()
        if address:  # the next one tells what became of this one
            given |= {"former": address, "end": _how(code)}
        reports.connected("")
        if trio.current_time() - begun > STEADY:
            pause = PAUSE
        await trio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _until_usable(connection: Connection, refused: Callable[[str], None]) -> None:
    """Wait until nothing speaks against connecting.

    Raises:
        Unusable: The files for TLS cannot be used.
    """
    said, pause = "", PAUSE
    while (fault := await probe(connection)) is not None:
        if fault.reason != said:
            said = fault.reason
            refused(said)
        await trio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def start_local_cluster(
    nursery: trio.Nursery, workers: int, folder: Path, module: str = WORKER
) -> Connection:
    """Start a scheduler and a worker on this computer, which end with the nursery.

    Args:
        nursery: Of all processes.
        workers: Files that are worked on at the same time.
        folder: The `.sempal` folder.
        module: Program of the worker.

    Raises:
        OSError: It cannot be started; the message says why.
    """
    local = Connection("tcp://127.0.0.1:0").as_dict()
    _, address = await start_process(nursery, SCHEDULER, local)
    if not address:
        raise OSError("the scheduler of Dask does not start: is sempal[cluster] installed?")
    connection = Connection(address)
    nursery.start_soon(host_worker, connection, workers, folder, Reports(), module)
    return connection


def _how(code: int) -> str:
    """Return how a process of a worker ended; empty: as it does when it loses the scheduler."""
    if code < 0:
        return f"was killed by signal {-code}"
    return f"ended with {code}" if code else ""


async def _kill(process: trio.Process) -> None:
    process.kill()
