"""A worker process that handles requests one after the other.

For work that holds the GIL or may crash, so that neither window nor playback notice. Requests and
replies are length-prefixed bytes; the process exits at end of input, so none outlives the app,
however that ends.
"""

from __future__ import annotations

import math
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import trio
from loguru import logger

LENGTH = struct.Struct("<I")
CALM = 10
"""Niceness added to the worker."""
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
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
    def number(self) -> int:
        """Process id."""
        return self._process.pid

    async def ask(self, question: bytes, patience: float = math.inf) -> bytes:
        """Return the reply to one request; see `ask_all`."""
        (answer,) = await self.ask_all((question,), patience)
        return answer

    async def ask_all(self, questions: Sequence[bytes], patience: float = math.inf) -> list[bytes]:
        """Return the replies, in order; requests are pipelined.

        Args:
            questions: The requests.
            patience: Seconds the worker may be idle, and half of what it may compute. While it is
                runnable but starved by other processes, waiting continues.

        Raises:
            WorkerDied: The process exited.
            trio.TooSlowError: Timeout; the worker is unusable afterwards.
        """
        answers: list[bytes] = []
        try:
            await self._in.send_all(b"".join(map(_framed, questions)))
            _, had = _looked_at(self.number)
            while len(answers) < len(questions):
                with trio.move_on_after(patience) as waiting:
                    answers.append(await self._taken())
                if waiting.cancelled_caught:
                    ready, has = _looked_at(self.number)
                    if not ready or has - had > patience / 2:
                        raise trio.TooSlowError
        except (trio.BrokenResourceError, trio.ClosedResourceError, EOFError) as error:
            code = await self._process.wait()
            raise WorkerDied(f"its process ended with {code}") from error
        return answers

    def dismiss(self) -> None:
        """Kill the process."""
        self._process.kill()

    async def _taken(self) -> bytes:
        """Return the next reply; safe to cancel without losing data."""
        while (answer := _unframed(self._left)) is None:
            part = await self._out.receive_some(65536)
            if not part:
                raise EOFError
            self._left += part
        return answer


def _looked_at(number: int) -> tuple[bool, float]:
    """Return whether a process is runnable, and the CPU seconds it has used.

    Source: proc(5), /proc/pid/stat. Where that is missing, report not runnable.
    """
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return False, 0.0
    return told[0] == "R", (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def hire(nursery: trio.Nursery, module: str, *arguments: str) -> Worker:
    """Start a worker from a module that calls `serve`; it ends with the nursery at the latest."""
    process = await nursery.start(
        partial(
            trio.run_process,
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **ALONE},
            check=False,
            deliver_cancel=_killed,
        )
    )
    nursery.start_soon(_logged, process, module)
    return Worker(process)


async def _killed(process: trio.Process) -> None:
    process.kill()  # it holds no state worth saving


async def _logged(process: trio.Process, module: str) -> None:
    """Log what libraries write to standard error."""
    if process.stderr is None:
        return
    async for part in process.stderr:
        for line in part.decode(errors="replace").splitlines():
            logger.debug("{}: {}", module, line)


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Run the worker's end: handle requests until end of input."""
    _yield_to_others()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries must not print between replies
    left = bytearray()
    while True:
        question = _unframed(left)
        if question is not None:
            answers.write(_framed(answer(question)))
            continue
        answers.flush()
        part = os.read(0, 65536)
        if not part:
            return
        left += part


def _framed(message: bytes) -> bytes:
    """Return `message` with its length prefix."""
    return LENGTH.pack(len(message)) + message


def _unframed(left: bytearray) -> bytes | None:
    """Take the first complete message out of `left`; `None` if it is still incomplete."""
    if len(left) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack_from(left)
    end = LENGTH.size + length
    if len(left) < end:
        return None
    message = bytes(left[LENGTH.size : end])
    del left[:end]
    return message


def _yield_to_others() -> None:
    """Lower the scheduling priority, so that audio and window always run first."""
    if hasattr(os, "nice"):
        os.nice(CALM)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
