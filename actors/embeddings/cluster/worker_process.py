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
from actors.embeddings.cluster.task import become_worker


async def _serve(connection: Connection, name: str, threads: int) -> None:
    from distributed import Worker

    with tempfile.TemporaryDirectory(prefix="sempal-worker-") as scratch:
        worker = await Worker(
            connection.address,
            nthreads=threads,
            name=name,
            memory_limit=0,
            local_directory=scratch,
            dashboard=False,
            dashboard_address="127.0.0.1:0",
            security=security(connection),
        )
        print(worker.address, flush=True)  # noqa: T201 - its host reads it
        await worker.finished()


def main() -> None:
    """Work until the input ends; the only argument is JSON.

    Its fields: `connection`, `name`, `threads`, and `folder`, where models are installed.
    """
    end_with_input()
    given = json.loads(sys.argv[1])
    become_worker(Path(given["folder"]))
    set_options()
    connection = Connection(**given["connection"])
    asyncio.run(_serve(connection, given["name"], given["threads"]))


if __name__ == "__main__":
    main()
