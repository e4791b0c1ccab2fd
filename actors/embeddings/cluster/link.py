"""The app's end of `client_process`, which is started again when it is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import cast

import trio
from loguru import logger

from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.cluster.probe import Unusable, probe
from actors.embeddings.cluster.protocol import (
    AGAIN,
    ANSWER,
    CANCEL,
    ENDED,
    FAILED,
    GONE,
    LOST,
    NUMBER,
    READY,
    REQUEST,
    WORKERS,
)
from actors.kernel.serving import frame, unframe

MODULE = "actors.embeddings.cluster.client_process"
FIRST = 30.0
"""Seconds in which a scheduler that takes connections must be reached for the first time."""
SOON = 1.2
"""Seconds for which a scheduler that takes none is tried, if it was never reached: it may start."""
LOOKED_FOR = 300.0
"""Seconds for which a lost scheduler is looked for."""
PAUSE, LONGEST_PAUSE = 0.5, 5.0
"""Seconds between two attempts to connect; doubled from the first to the last."""


class WorkerGone(Exception):
    """The worker vanished before it replied."""


class LinkLost(Exception):
    """The scheduler was lost before there was a reply, or the request; no file is to blame."""


class TaskFailed(Exception):
    """The worker could not run our task; the message says why."""


class Link:
    """Requests to the workers of a cluster."""

    def __init__(self, nursery: trio.Nursery, connection: Connection) -> None:
        """Connect in the background.

        Args:
            nursery: The process ends with it.
            connection: The scheduler.
        """
        self._connection = connection
        self._process: trio.Process | None = None
        self._sending = trio.Lock()
        self._waiting: dict[int, _Slot] = {}
        self._number = 0
        self._changed = trio.Event()
        self.connected = False
        """Whether there is a scheduler at the moment."""
        self.reason = ""
        """Why there is none, and no attempt to reach it any more; empty: there is, or may be."""
        self.last_fault = ""
        """Why the last attempt to connect failed."""
        self.workers: Mapping[str, int] = MappingProxyType({})
        """Number of threads of each worker, by address."""
        self._refused = ""
        """Why no attempt will succeed until somebody changes something; empty: one may."""
        self._ends: dict[str, str] = {}
        self.sent = self.received = 0
        """Bytes of requests and answers so far."""
        nursery.start_soon(self._run)

    @property
    def address(self) -> str:
        """Where the scheduler is."""
        return self._connection.address

    async def until_changed(self) -> None:
        """Wait until workers or the connection change."""
        await self._changed.wait()

    async def end_of(self, worker: str, within: float) -> str | None:
        """Return how the process of a worker that vanished ended, as its host says.

        Args:
            worker: Its address.
            within: Seconds in which the host may be back with another one.

        Returns:
            Empty: not by itself, but because it lost the scheduler. `None`: nobody knows.
        """
        with trio.move_on_after(within):
            while worker not in self._ends and self.connected:
                await self.until_changed()
        return self._ends.get(worker)

    async def request(self, worker: str, payload: bytes) -> bytes:
        """Return the answer of a worker, as it sent it.

        Raises:
            WorkerGone: It vanished.
            LinkLost: The scheduler was lost.
            TaskFailed: It cannot run our task.
        """
        if worker not in self.workers:
            raise LinkLost(f"{worker} has just gone")
        self._number = (self._number + 1) & 0x7FFF_FFFF
        number, slot = self._number, _Slot()
        self._waiting[number] = slot
        try:
            self.sent += len(payload)
            await self._send(REQUEST, number, worker.encode() + b"\n" + payload)
            await slot.settled.wait()
        except BaseException:
            if self._waiting.pop(number, None) is not None:
                with trio.CancelScope(shield=True), suppress(LinkLost):
                    await self._send(CANCEL, number)
            raise
        if slot.error is not None:
            raise slot.error
        self.received += len(slot.answer)
        return slot.answer

    async def _send(self, kind: bytes, number: int, rest: bytes = b"") -> None:
        async with self._sending:
            process = self._process
            if process is None or process.stdin is None:
                raise LinkLost(self.last_fault)
            with trio.CancelScope(shield=True):  # half a message would end the process
                try:
                    await process.stdin.send_all(frame(kind + NUMBER.pack(number) + rest))
                except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
                    raise LinkLost(self.last_fault) from error

    async def _run(self) -> None:
        """Keep a process running, until it cannot reach the scheduler for too long."""
        known, since, pause = False, trio.current_time(), PAUSE
        while True:
            limit = LOOKED_FOR if known else FIRST
            try:
                if await self._is_usable():
                    await self._once()
                elif not known:
                    limit = SOON
            except OSError as error:
                self.last_fault = str(error)
            if self.connected:
                logger.warning("the scheduler is lost: {}", self.last_fault)
                known, since, pause = True, trio.current_time(), PAUSE
                limit = LOOKED_FOR
            self._lose()
            if self._refused and not known:  # what worked before may only be set up again
                self.reason = self._refused
                self._tell()
                return
            if trio.current_time() >= since + limit:
                self.reason = (
                    f"no scheduler answers at {self._connection.address}: {self.last_fault}"
                )
                self._tell()
                return
            await trio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _is_usable(self) -> bool:
        """Return whether nothing speaks against connecting, and keep what does."""
        address, self._refused = self._connection.address, ""
        try:
            fault = await probe(self._connection)
        except Unusable as error:
            self.last_fault = self._refused = str(error)
            return False
        if fault is not None:
            self.last_fault = fault.reason
            self._refused = f"{address} cannot be used: {fault.reason}" if fault.lasts else ""
        return fault is None

    async def _once(self) -> None:
        """Run one process until it ends.

        Raises:
            OSError: It cannot be started.
        """
        async with trio.open_nursery() as nursery:
            given = json.dumps(self._connection.as_dict())
            process = cast(
                "trio.Process",
                await nursery.start(
                    partial(
                        trio.run_process,
                        [sys.executable, "-m", MODULE, given],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                        check=False,
                        deliver_cancel=_kill,
                        start_new_session=True,  # Ctrl+C ends us, and we end it
                    )
                ),
            )
            nursery.start_soon(_log, process)
            self._process = process
            left = bytearray()
            if process.stdout is not None:
                async for part in process.stdout:
                    left += part
                    while (message := unframe(left)) is not None:
                        self._take(message)
            self._process = None
            nursery.cancel_scope.cancel()

    def _take(self, message: bytes) -> None:
        kind, rest = message[:1], message[1:]
        if kind == READY:
            self.connected, self.last_fault = True, ""
        elif kind == WORKERS:
            found = cast("dict[str, int]", json.loads(rest))
            self.workers = MappingProxyType(found)
        elif kind == ENDED:
            self._ends |= cast("dict[str, str]", json.loads(rest))
        elif kind == LOST:
            self.last_fault = rest.decode(errors="replace")
            return
        else:
            slot = self._waiting.pop(NUMBER.unpack_from(rest)[0], None)
            if slot is not None:
                slot.settle(kind, rest[NUMBER.size :])
            return
        self._tell()

    def _lose(self) -> None:
        self.connected, self.workers = False, MappingProxyType({})
        waiting, self._waiting = self._waiting, {}
        for slot in waiting.values():
            slot.error = LinkLost(self.last_fault)
            slot.settled.set()
        self._tell()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = trio.Event()


class _Slot:
    """A request in flight."""

    def __init__(self) -> None:
        self.settled = trio.Event()
        self.answer = b""
        self.error: WorkerGone | LinkLost | TaskFailed | None = None

    def settle(self, kind: bytes, rest: bytes) -> None:
        """Take the event that ends the request."""
        if kind == ANSWER:
            self.answer = rest
        elif kind == FAILED:
            self.error = TaskFailed(rest.decode(errors="replace"))
        elif kind == AGAIN:
            self.error = LinkLost("the scheduler dropped it")
        elif kind == GONE:
            self.error = WorkerGone("the worker vanished")
        self.settled.set()


async def _kill(process: trio.Process) -> None:
    process.kill()


async def _log(process: trio.Process) -> None:
    if process.stderr is None:
        return
    async for part in process.stderr:
        for line in part.decode(errors="replace").splitlines():
            logger.debug("cluster: {}", line)
