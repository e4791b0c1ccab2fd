"""Pool of worker processes."""

from __future__ import annotations

import os
from contextlib import suppress

import trio
from loguru import logger

from actors.embeddings.reply import EMBEDDED, FAILED, UNAVAILABLE, UNUSABLE
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.embedding.default_model import NAME
from models.embedding.network import NetworkError
from models.library.features import SampleFeatures
from models.library.sample import Sample

MODULE = "actors.embeddings.worker"
SIZE = max(1, min(8, os.cpu_count() or 1))
"""Number of processes; more than processors gain nothing."""
PATIENCE = 60.0
"""Seconds a file may take, half of them computing; the longest that is read takes one."""
TRIES = 2
"""Attempts per file when a process dies: the first crash may be chance."""
SHARES = 4
"""Requests per process and batch: one per file would cost a tenth of the throughput.

Source: `scripts/bench embed`.
"""


class WorkerPool:
    """Processes samples, as many concurrently as there are processes."""

    def __init__(
        self,
        nursery: trio.Nursery,
        size: int = SIZE,
        arguments: tuple[str, ...] = (NAME, "."),
        module: str = MODULE,
    ) -> None:
        """Create the pool; processes start on demand.

        Args:
            nursery: Processes end with it.
            size: Maximum number of processes.
            arguments: Arguments of each process; for the default module, the model's name and the
                folder of installed models.
            module: Its `main` takes paths and replies with a byte of `reply`, and a result or a
                reason.
        """
        self._seats = [_Seat(nursery, module, arguments) for _ in range(size)]
        self._free, self._turn = list(self._seats), trio.Semaphore(size)

    @property
    def numbers(self) -> list[int]:
        """Process ids."""
        return [seat.worker.pid for seat in self._seats if seat.worker is not None]

    async def process(self, batch: tuple[Sample, ...]) -> tuple[SampleFeatures, ...]:
        """Return the result for each sample, or the reason of its failure.

        May be called concurrently; requests are served in order.

        Raises:
            NetworkError: In a group: the model cannot be used on this machine.
        """
        results: list[SampleFeatures] = []

        async def work(samples: tuple[Sample, ...]) -> None:
            seat = self._free.pop()
            try:
                results.extend(await seat.process(samples))
            finally:
                self._free.append(seat)
                self._turn.release()

        together = max(1, len(batch) // (SHARES * len(self._seats)))
        async with trio.open_nursery() as nursery:
            for first in range(0, len(batch), together):
                await self._turn.acquire()
                nursery.start_soon(work, batch[first : first + together])
        return tuple(results)


class _Seat:
    """A worker process, replaced if it dies."""

    def __init__(self, nursery: trio.Nursery, module: str, arguments: tuple[str, ...]) -> None:
        self._nursery, self._module, self._arguments = nursery, module, arguments
        self.worker: Worker | None = None

    async def process(self, samples: tuple[Sample, ...]) -> list[SampleFeatures]:
        """Return the result for each sample, or the reason of its failure."""
        if len(samples) > 1:
            with suppress(WorkerDied, trio.TooSlowError):  # the loop below finds the culprit
                answers = await self._ask(*(sample.path for sample in samples))
                return [_unpack_reply(*pair) for pair in zip(samples, answers, strict=True)]
        return [await self._hear(sample) for sample in samples]

    async def _hear(self, sample: Sample) -> SampleFeatures:
        reason = ""
        for _ in range(TRIES):
            try:
                (answer,) = await self._ask(sample.path)
            except WorkerDied as error:
                reason = f"listening failed: {error}"
            except trio.TooSlowError:
                # Its drive may hang, which says nothing about the file.
                return _unpack_reply(
                    sample, UNAVAILABLE + b"it takes longer than %.0f s" % PATIENCE
                )
            else:
                return _unpack_reply(sample, answer)
        return _unpack_reply(sample, FAILED + reason.encode())

    async def _ask(self, *paths: bytes) -> list[bytes]:
        """Return the replies of the process; it is replaced if it gave none."""
        worker, self.worker = self.worker, None
        if worker is None:
            worker = await start_worker(self._nursery, self._module, *self._arguments)
        try:
            answers = await worker.request_all(paths, PATIENCE)
        except BaseException:
            worker.kill()
            raise
        self.worker = worker
        return answers


def _unpack_reply(sample: Sample, answer: bytes) -> SampleFeatures:
    """Deserialise a reply for a sample."""
    if answer.startswith(EMBEDDED):
        return SampleFeatures(sample.id, sample.path, sample.token, answer[len(EMBEDDED) :])
    reason = answer[len(FAILED) :].decode(errors="replace")
    if answer.startswith(UNUSABLE):
        raise NetworkError(reason)
    logger.info("not heard: {!r}: {}", sample.path, reason)
    passing = answer.startswith(UNAVAILABLE)
    return SampleFeatures(sample.id, sample.path, sample.token, b"", reason, passing)
