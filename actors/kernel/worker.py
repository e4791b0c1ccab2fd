"""A worker process that handles requests one after the other, seen from the app.

For work that holds the GIL, needs much memory or may crash, so that neither window nor playback
notice. Its own end is `serving`; none outlives the app, however that ends.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial

import trio
from loguru import logger

from actors.kernel.patience import Patience
from actors.kernel.serving import STEADY, frame, unframe

SINGLE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One thread per worker, as several workers run in parallel."""


class WorkerDied(Exception):
    """The process exited before it replied; the message says how."""


class Worker:
    """The parent's end of a worker process."""

    def __init__(self, process: trio.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a worker without pipes")
        self._process, self._in, self._out = process, process.stdin, process.stdout
        self._left = bytearray()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    async def request(self, request: bytes, max_idle: float = math.inf) -> bytes:
        """Return the reply to one request; see `request_all`."""
        (answer,) = await self.request_all((request,), max_idle)
        return answer

    async def request_all(
        self,
        requests: Sequence[bytes],
        max_idle: float = math.inf,
        answers: list[bytes] | None = None,
    ) -> list[bytes]:
        """Return the replies, in order; requests are pipelined.

        Args:
            requests: The requests.
            max_idle: Seconds the worker may be idle for each of them, see `Patience`.
            answers: Receives each reply when it arrives, also those before a failure.

        Raises:
            WorkerDied: the process exited.
            trio.TooSlowError: timeout; the worker is unusable afterwards.
        """
        answers = [] if answers is None else answers
        try:
            await self._in.send_all(b"".join(map(frame, requests)))
            patience = Patience(self.pid, max_idle)
            while len(answers) < len(requests):
                with trio.move_on_after(max_idle) as waiting:
                    answers.append(await self._take())
                    patience.renew()
                if waiting.cancelled_caught and patience.is_over:
                    raise trio.TooSlowError
        except (trio.BrokenResourceError, trio.ClosedResourceError, EOFError) as error:
            code = await self._process.wait()
            raise WorkerDied(f"its process ended with {code}") from error
        return answers

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()

    async def _take(self) -> bytes:
        """Return the next reply; safe to cancel without losing data."""
        while (answer := unframe(self._left)) is None:
            part = await self._out.receive_some(65536)
            if not part:
                raise EOFError
            self._left += part
        return answer


async def start_worker(
    nursery: trio.Nursery, module: str, *arguments: str, steady: bool = False
) -> Worker:
    """Start a worker from a module that calls `serving.serve`; it ends with the nursery.

    Args:
        nursery: Its process ends with it.
        module: Of the worker.
        arguments: Of its process.
        steady: Somebody waits for it: it gets on beside busy programs, see `serving.STEADY`.
    """
    more = {STEADY: "1"} if steady else {}
    process = await nursery.start(
        partial(
            trio.run_process,
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **SINGLE_THREAD, **more},
            check=False,
            deliver_cancel=_kill,
        )
    )
    nursery.start_soon(_log_stderr, process, module)
    return Worker(process)


async def _kill(process: trio.Process) -> None:
    process.kill()  # it holds no state worth saving


async def _log_stderr(process: trio.Process, module: str) -> None:
    """Log what libraries write to standard error."""
    if process.stderr is None:
        return
    async for part in process.stderr:
        for line in part.decode(errors="replace").splitlines():
            logger.debug("{}: {}", module, line)
