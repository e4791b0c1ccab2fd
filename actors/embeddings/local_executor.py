"""An executor of processes on this computer."""

from __future__ import annotations

import os
from collections.abc import Sequence

import trio

from actors.embeddings.executor import PATIENCE, Fault, Outcome, Question, Work
from actors.embeddings.reply import BETWEEN
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.embedding.default_model import NAME

MODULES = {
    Work.EMBED: "actors.embeddings.worker",
    Work.ANALYSE: "actors.embeddings.analysis.worker",
    Work.COMPARE: "actors.embeddings.duplicates.worker",
    Work.INSIDE: "actors.embeddings.inside.worker",
}
"""Takes a path, or two with `BETWEEN` between them; replies with a byte of `reply`, and a result or
a reason."""
ASKED_FOR = frozenset({MODULES[Work.INSIDE], MODULES[Work.COMPARE]})
"""Modules that work only when somebody asks and waits; all others work unasked."""
SIZE = max(1, min(8, os.cpu_count() or 1))
"""Number of processes; more than processors gain nothing."""
SHARES = 4
"""Requests per process and batch: one per file would cost a tenth of the throughput.

Source: `scripts/bench embed`.
"""


class LocalExecutor:
    """As many workers as processes, which start on demand and are replaced when they die."""

    def __init__(
        self,
        nursery: trio.Nursery,
        size: int = SIZE,
        arguments: tuple[str, ...] = (NAME, "."),
        module: str = MODULES[Work.EMBED],
    ) -> None:
        """Create the executor; processes start on demand.

        Args:
            nursery: Processes end with it.
            size: Maximum number of processes.
            arguments: Arguments of each process; for the default module, the model's name and the
                folder of installed models.
            module: See `MODULES`.
        """
        self._nursery, self._module, self._arguments = nursery, module, arguments
        self._size, self._turn = size, trio.Semaphore(size)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    @property
    def size(self) -> int:
        """Maximum number of processes."""
        return self._size

    @property
    def numbers(self) -> list[int]:
        """Process ids."""
        return [worker.pid for worker in (*self._idle, *self._busy)]

    def together(self, count: int) -> int:
        """Return how many of `count` questions one request should hold."""
        return max(1, count // (SHARES * self._size))

    async def ask(self, questions: Sequence[Question], *, alone: bool = False) -> Outcome:
        """Hand questions to one process, as soon as one is free, and return its replies."""
        del alone  # each process has one request
        async with self._turn:
            if self._idle:
                worker = self._idle.pop()
            else:
                worker = await start_worker(
                    self._nursery,
                    self._module,
                    *self._arguments,
                    steady=self._module in ASKED_FOR,
                )
            self._busy.add(worker)
            replies: list[bytes] = []
            requests = [one.detail + BETWEEN.join(one.paths) for one in questions]
            fault, reason = None, ""
            try:
                await worker.request_all(requests, PATIENCE, replies)
            except WorkerDied as error:
                fault, reason = Fault.DIED, str(error)
            except trio.TooSlowError:
                fault, reason = Fault.SLOW, f"it takes longer than {PATIENCE:.0f} s"
            finally:
                self._busy.discard(worker)
                if len(replies) == len(questions):
                    self._idle.append(worker)
                else:
                    worker.kill()
        missing = [None] * (len(questions) - len(replies))
        return Outcome((*replies, *missing), fault, reason, len(replies))
