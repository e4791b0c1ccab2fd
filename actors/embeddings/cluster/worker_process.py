"""Process of a Dask worker; its threads only wait for the processes that read files.

It ends when its input ends, or when the scheduler does; `host` starts it again.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from actors.embeddings.cluster.dask_options import Connection, security, set_options
from actors.embeddings.cluster.lifetime import end_with_input
from actors.embeddings.cluster.protocol import ENDS
from actors.embeddings.cluster.task import become_worker

SILENCE, PAUSE = 10.0, 1.0
"""Seconds that a connection may take to open, and between two attempts."""


async def _serve(connection: Connection, name: str, threads: int, former: dict[str, str]) -> None:
    from distributed import Worker

    host = await _own_host(connection.address)
    with tempfile.TemporaryDirectory(prefix="sempal-worker-") as scratch:
        worker = await Worker(
            connection.address,
            nthreads=threads,
            name=name,
            host=host,
            memory_limit=0,
            local_directory=scratch,
            dashboard=False,
            dashboard_address="127.0.0.1:0",
            security=security(connection),
        )
        if former["former"]:
            worker.log_event(ENDS, former)  # Dask adds our own address as `worker`
        print(worker.address, flush=True)  # noqa: T201 - its host reads it
        await worker.finished()


async def _own_host(scheduler: str) -> str:
    """Return the address by which a scheduler sees this computer, once it takes connections.

    Dask would ask the system while there may be no network, and then offer a loopback address, at
    which nobody can fetch the answers.
    """
    host, _, port = scheduler.rpartition("://")[2].rpartition(":")
    while True:
        try:
            opening = asyncio.open_connection(host.strip("[]"), int(port))
            _, writer = await asyncio.wait_for(opening, SILENCE)
        except (OSError, TimeoutError):
            await asyncio.sleep(PAUSE)
            continue
        own: str = writer.get_extra_info("sockname")[0]
        writer.close()
        return own


def main() -> None:
    """Work until the input ends; the only argument is JSON.

    Its fields: `connection`, `name`, `threads`, `folder`, where models are installed, and
    optionally `former`, the address of the process before, and `end`, how that one ended.
    """
    end_with_input()
    given = json.loads(sys.argv[1])
    become_worker(Path(given["folder"]))
    set_options()
    connection = Connection(**given["connection"])
    former = {"former": given.get("former", ""), "end": given.get("end", "")}
    asyncio.run(_serve(connection, given["name"], given["threads"], former))


if __name__ == "__main__":
    main()
