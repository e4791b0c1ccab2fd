"""Process of a scheduler, for a cluster on this computer; prints its address.

It ends when its input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys

from actors.embeddings.cluster.dask_options import Connection, security, set_options
from actors.embeddings.cluster.lifetime import end_with_input


async def _serve(connection: Connection) -> None:
    from distributed import Scheduler

    scheduler = await Scheduler(
        host=connection.address,
        dashboard=False,
        dashboard_address="127.0.0.1:0",
        security=security(connection),
    )
    print(scheduler.address, flush=True)  # noqa: T201 - the app reads it
    await scheduler.finished()


def main() -> None:
    """Schedule until the input ends; the only argument is the connection as JSON.

    Its address is where to listen, `tcp://127.0.0.1:0` for any free port.
    """
    end_with_input()
    set_options()
    asyncio.run(_serve(Connection(**json.loads(sys.argv[1]))))


if __name__ == "__main__":
    main()
