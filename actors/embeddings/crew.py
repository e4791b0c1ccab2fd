"""The processes that listen side by side."""

from __future__ import annotations

import os
from functools import partial

import trio
from loguru import logger

from actors.embeddings.worker import HEARD
from actors.kernel.worker import Worker, WorkerDied, hire
from models.embedding.default_model import NAME
from models.library.heard import Heard
from models.library.sample import Sample

MODULE = "actors.embeddings.worker"
SIZE = max(1, min(8, os.cpu_count() or 1))
"""Processes; more than processors gain nothing."""
PATIENCE = 60.0
"""Seconds a file may take, half of them work; the longest that is read takes one."""
TRIES = 2
"""How often a process may die of a file: once may be chance."""


class Crew:
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
        return [seat.worker.number for seat in self._seats if seat.worker is not None]

    async def hear(self, batch: tuple[Sample, ...]) -> tuple[Heard, ...]:
        """Return what was heard in each sample, or why nothing.

        Several may ask at a time; whoever asked first is heard first.
        """
        heard: list[Heard] = []

        async def work(sample: Sample) -> None:
            seat = self._free.pop()
            try:
                heard.append(await seat.hear(sample))
            finally:
                self._free.append(seat)
                self._turn.release()

        async with trio.open_nursery() as nursery:
            for sample in batch:
                await self._turn.acquire()
                nursery.start_soon(work, sample)
        return tuple(heard)


class _Seat:
    """A process, and the next one if it dies."""

    def __init__(self, nursery: trio.Nursery, module: str, arguments: tuple[str, ...]) -> None:
        self._nursery, self._module, self._arguments = nursery, module, arguments
        self.worker: Worker | None = None

    async def hear(self, sample: Sample) -> Heard:
        """Return what was heard in a sample, or why nothing."""
        told = partial(Heard, sample.id, sample.path, sample.token)
        problem = ""
        for _ in range(TRIES):
            try:
                answer = await self._ask(sample.path)
            except WorkerDied as error:
                problem = f"listening failed: {error}"
            except trio.TooSlowError:
                problem = f"it takes longer than {PATIENCE:.0f} s"
                break
            else:
                if answer.startswith(HEARD):
                    return told(answer[1:])
                problem = answer[1:].decode(errors="replace")
                break
        logger.info("not heard: {!r}: {}", sample.path, problem)
        return told(b"", problem)

    async def _ask(self, path: bytes) -> bytes:
        """Return the answer of the process; one that gave none is replaced next time."""
        worker, self.worker = self.worker, None
        if worker is None:
            worker = await hire(self._nursery, self._module, *self._arguments)
        try:
            answer = await worker.ask(path, PATIENCE)
        except BaseException:
            worker.dismiss()
            raise
        self.worker = worker
        return answer
