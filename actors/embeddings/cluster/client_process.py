"""Process that speaks with a Dask cluster for the app.

Reads requests from standard input and writes events to standard output, both framed as in
`kernel.serving`; `link` is the other end. It ends when its input ends, or when the scheduler does
not answer any more: whoever started it starts another one.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections import Counter
from contextlib import suppress
from typing import Any
from uuid import uuid4

from actors.embeddings.cluster.dask_options import Connection, security, set_options
from actors.embeddings.cluster.protocol import (
    AGAIN,
    ANSWER,
    ENDED,
    ENDS,
    FAILED,
    GONE,
    LOST,
    NUMBER,
    READY,
    REQUEST,
    UNFETCHED,
    WORKERS,
)
from actors.kernel.serving import frame, unframe

PERIOD = 0.25
"""Seconds between two looks at the workers."""
SILENCE = 8.0
"""Seconds after which a scheduler that does not answer is lost."""
UNREACHED = 3
"""Answers in a row that cannot be fetched from a worker, after which it gets no more requests."""
PREFIX = "sempal-"
"""First letters of our keys on the scheduler."""


class Unfetched(Exception):
    """A worker has an answer, but the scheduler does not reach it."""


class ClientProcess:
    """The connection to a scheduler, and the requests in flight."""

    def __init__(self, client: Any, out: int) -> None:
        """Take Dask's client and the file descriptor of events."""
        self._client, self._out = client, out
        self._futures: dict[int, tuple[str, Any]] = {}
        """Worker and future by number."""
        self._workers: dict[str, int] = {}
        self._vanished = set[str]()
        """Workers that vanished with requests, of which it is not known how they ended."""
        self._unfetched = Counter[str]()
        """Answers in a row that could not be fetched, by worker."""
        self._scheduler = ""
        """Id of the scheduler, which differs after a restart."""
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, message: bytes) -> None:
        """Handle a message from the app."""
        kind, (number,) = message[:1], NUMBER.unpack_from(message, 1)
        rest = message[1 + NUMBER.size :]
        if kind == REQUEST:
            address, _, payload = rest.partition(b"\n")
            task = asyncio.create_task(self._request(number, address.decode(), payload))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif number in self._futures:
            _, future = self._futures.pop(number)
            task = asyncio.create_task(self._cancel(future))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def watch(self) -> None:
        """Report workers as they come and go, until the scheduler is lost."""
        while True:
            workers = await self._look()
            for number, (address, future) in list(self._futures.items()):
                if address not in workers:
                    await self._dropped(number, address, future.key)
                    await self._cancel(future)
            if self._vanished:
                await self._inquire()
            await asyncio.sleep(PERIOD)

    async def _inquire(self) -> None:
        """Report how workers that vanished ended, once their hosts have started others."""
        events = await asyncio.wait_for(self._client.scheduler.events(topic=ENDS), SILENCE)
        found = {
            event["former"]: str(event.get("end"))
            for _, event in events or ()
            if isinstance(event, dict) and event.get("former") in self._vanished
        }
        if found:
            self._vanished -= found.keys()
            self._tell(ENDED + json.dumps(found).encode())

    async def _look(self) -> dict[str, int]:
        """Return the threads of all workers by address.

        Raises:
            ConnectionError: The scheduler is another one, which knows nothing of our requests.
            Exception: It does not answer.
        """
        found = await asyncio.wait_for(self._client.scheduler.ncores(), SILENCE)
        who = await asyncio.wait_for(self._client.scheduler.identity(n_workers=0), SILENCE)
        if self._scheduler not in {"", who["id"]}:
            raise ConnectionError("it was started again")
        self._scheduler = who["id"]
        workers = {str(address): int(threads) for address, threads in found.items()}
        if workers != self._workers:
            self._workers = workers
            self._tell(WORKERS + json.dumps(workers).encode())
        return workers

    async def _request(self, number: int, address: str, payload: bytes) -> None:
        from actors.embeddings.cluster.task import run

        key = f"{PREFIX}{uuid4().hex}"
        if address not in self._workers:
            self._tell(AGAIN + NUMBER.pack(number))
            return
        try:
            future = self._client.submit(
                run,
                payload,
                key=key,
                workers=[address],
                allow_other_workers=False,
                retries=0,
                pure=False,
            )
            self._futures[number] = (address, future)
            answer = await self._result(address, future)
        except asyncio.CancelledError:
            await self._dropped(number, address, key)
            return
        except Exception as error:  # noqa: BLE001 - a border: what a worker raises may be anything
            await self._dropped(number, address, key, _words(error))
            return
        if self._futures.pop(number, None) is not None:
            packed = answer if isinstance(answer, bytes) else repr(type(answer)).encode()
            self._tell(ANSWER + NUMBER.pack(number) + packed)

    async def _result(self, address: str, future: Any) -> object:
        """Return the result of a task.

        Each is fetched alone: Dask fetches several at a time, and what one worker sends must not
        spoil the reply of another.

        Raises:
            CancelledError: It was dropped.
            Unfetched: None of the last results of this worker could be fetched.
            Exception: The task failed.
        """
        error = await future.exception()
        if error is not None:
            raise error
        found = await self._client.scheduler.gather(keys=[future.key])
        if found["status"] != "OK":
            self._unfetched[address] += 1
            if self._unfetched[address] >= UNREACHED:
                raise Unfetched(UNFETCHED)
            raise asyncio.CancelledError
        self._unfetched.pop(address, None)
        return found["data"][future.key]

    async def _dropped(self, number: int, address: str, key: str, reason: str = "") -> None:
        """Report a request without an answer, unless the scheduler is lost itself.

        Args:
            number: Of the request.
            address: Of the worker.
            key: Of the task.
            reason: Why the task failed, if the worker lives; empty: it was dropped.
        """
        try:
            there = address in await self._look()
            blamed = not there and await self._was_at_work(address, key)
        except Exception:  # noqa: BLE001 - `watch` meets it, too, and ends the process
            return
        if self._futures.pop(number, None) is None:
            return
        if blamed:
            self._vanished.add(address)
            self._tell(GONE + NUMBER.pack(number))
        elif there and reason:
            self._tell(FAILED + NUMBER.pack(number) + reason.encode(errors="replace"))
        else:
            self._tell(AGAIN + NUMBER.pack(number))

    async def _was_at_work(self, address: str, key: str) -> bool:
        """Return whether a worker had a task when it vanished; others had just been sent there."""
        events = await asyncio.wait_for(self._client.scheduler.events(topic=address), SILENCE)
        return any(
            event.get("action") == "remove-worker" and key in event.get("processing-tasks", ())
            for _, event in events or ()
            if isinstance(event, dict)
        )

    async def _cancel(self, future: Any) -> None:
        with suppress(Exception):
            await asyncio.wait_for(future.cancel(), SILENCE)

    def _tell(self, event: bytes) -> None:
        whole = memoryview(frame(event))
        while whole:
            whole = whole[os.write(self._out, whole) :]


def _words(error: BaseException) -> str:
    """Return what an exception says; of one that was not unpickled, nothing but its type."""
    if isinstance(error, Unfetched):
        return UNFETCHED
    said = error.args[0] if error.args and isinstance(error.args[0], str) else ""
    return f"{type(error).__name__}: {said}"[:500]


async def _serve(connection: Connection, out: int) -> None:
    """Serve the app until its pipe or the scheduler is lost."""
    from distributed import Client

    loop = asyncio.get_running_loop()
    connect: Any = Client  # it has no types
    client = await connect(
        connection.address,
        security=security(connection),
        asynchronous=True,
        timeout=SILENCE,
        set_as_default=False,
        direct_to_workers=False,
        heartbeat_interval="2s",
    )
    served = ClientProcess(client, out)
    os.write(out, frame(READY))

    def read() -> None:
        left = bytearray()
        while part := os.read(0, 1 << 18):
            left += part
            while (message := unframe(left)) is not None:
                loop.call_soon_threadsafe(served.take, message)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    await served.watch()


def main() -> None:
    """Serve the app; the only argument is the connection as JSON."""
    out = os.dup(1)
    os.dup2(2, 1)  # libraries must not print between events
    from actors.embeddings.cluster import restricted_pickle

    set_options()
    restricted_pickle.forbid()
    connection = Connection(**json.loads(sys.argv[1]))
    try:
        asyncio.run(_serve(connection, out))
    except BaseException as error:  # noqa: BLE001 - a border: whatever it was, the app is told
        reason = str(error) or type(error).__name__
        with suppress(OSError):
            os.write(out, frame(LOST + reason.encode(errors="replace")[:500]))
    os._exit(1)  # the threads of Dask would keep it


if __name__ == "__main__":
    main()
