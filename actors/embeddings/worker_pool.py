"""The processes that listen side by side."""

from __future__ import annotations

import os
from contextlib import suppress

import trio
from loguru import logger

from actors.embeddings.worker import HEARD, UNAVAILABLE, UNHEARD
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.embedding.default_model import NAME
from models.library.features import SampleFeatures
from models.library.sample import Sample

MODULE = "actors.embeddings.worker"
SIZE = max(1, min(8, os.cpu_count() or 1))
"""Processes; more than processors gain nothing."""
PATIENCE = 60.0
"""Seconds a file may take, half of them work; the longest that is read takes one."""
TRIES = 2
"""How often a process may die of a file: once may be chance."""
SHARES = 4
"""How often a process comes back for more of a batch: if for each file, a tenth fewer are heard.

Source: `scripts/bench embed`.
"""


class WorkerPool:
    """Listens to samples, as many at a time as there are processes."""

    def __init__(
        self,
        nursery: trio.Nursery,
        size: int = SIZE,
        arguments: tuple[str, ...] = (NAME, "."),
        module: str = MODULE,
    ) -> None:
        """Hire nobody yet.

        Args:
            nursery: With which processes end.
            size: How many there are at most.
            arguments: What each is told; of the usual module, which model listens, and where
                models are installed.
            module: Its `main` takes paths and answers `HEARD` and what it heard, or `UNHEARD`
                and why it did not.
        """
        self._seats = [_Seat(nursery, module, arguments) for _ in range(size)]
        self._free, self._turn = list(self._seats), trio.Semaphore(size)

    @property
    def numbers(self) -> list[int]:
        """Of its processes, as the system counts."""
        return [seat.worker.pid for seat in self._seats if seat.worker is not None]

    async def process(self, batch: tuple[Sample, ...]) -> tuple[SampleFeatures, ...]:
        """Return what was heard in each sample, or why nothing.

        Several may ask at a time; whoever asked first is heard first.
        """
        heard: list[SampleFeatures] = []

        async def work(samples: tuple[Sample, ...]) -> None:
            seat = self._free.pop()
            try:
                heard.extend(await seat.process(samples))
            finally:
                self._free.append(seat)
                self._turn.release()

        together = max(1, len(batch) // (SHARES * len(self._seats)))
        async with trio.open_nursery() as nursery:
            for first in range(0, len(batch), together):
                await self._turn.acquire()
                nursery.start_soon(work, batch[first : first + together])
        return tuple(heard)


class _Seat:
    """A process, and the next one if it dies."""

    def __init__(self, nursery: trio.Nursery, module: str, arguments: tuple[str, ...]) -> None:
        self._nursery, self._module, self._arguments = nursery, module, arguments
        self.worker: Worker | None = None

    async def process(self, samples: tuple[Sample, ...]) -> list[SampleFeatures]:
        """Return what was heard in each sample, or why nothing."""
        if len(samples) > 1:
            with suppress(WorkerDied, trio.TooSlowError):  # whose fault it was is found below
                answers = await self._ask(*(sample.path for sample in samples))
                return [_told(*pair) for pair in zip(samples, answers, strict=True)]
        return [await self._hear(sample) for sample in samples]

    async def _hear(self, sample: Sample) -> SampleFeatures:
        problem = ""
        for _ in range(TRIES):
            try:
                (answer,) = await self._ask(sample.path)
            except WorkerDied as error:
                problem = f"listening failed: {error}"
            except trio.TooSlowError:
                # Its drive may hang: that says nothing of the file.
                return _told(sample, UNAVAILABLE + b"it takes longer than %.0f s" % PATIENCE)
            else:
                return _told(sample, answer)
        return _told(sample, UNHEARD + problem.encode())

    async def _ask(self, *paths: bytes) -> list[bytes]:
        """Return the answers of the process; one that gave none is replaced next time."""
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


def _told(sample: Sample, answer: bytes) -> SampleFeatures:
    """Return what an answer says of a sample."""
    if answer.startswith(HEARD):
        return SampleFeatures(sample.id, sample.path, sample.token, answer[len(HEARD) :])
    problem = answer[len(UNHEARD) :].decode(errors="replace")
    logger.info("not heard: {!r}: {}", sample.path, problem)
    passing = answer.startswith(UNAVAILABLE)
    return SampleFeatures(sample.id, sample.path, sample.token, b"", problem, passing)
