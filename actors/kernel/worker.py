"""A process of our own that answers questions, one after the other.

For work that holds Python's lock, or may crash: the window and the sound never
notice. Questions and answers are bytes behind their length; the process ends when
its input does, so none outlives the app, however that ends.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

import trio
from loguru import logger

LENGTH = struct.Struct("<I")
CALM = 10
"""How much nicer (as `nice` counts) it is to everything else."""
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One thread each: there are several of them."""


class WorkerDied(Exception):
    """It ended before it answered; the text says how."""


class Worker:
    """The near end of the process."""

    def __init__(self, process: trio.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a worker without pipes")
        self._process, self._in, self._out = process, process.stdin, process.stdout
        self._left = bytearray()

    @property
    def number(self) -> int:
        """Of the process, as the system counts."""
        return self._process.pid

    async def ask(self, question: bytes) -> bytes:
        """Return the answer.

        Raises:
            WorkerDied: there will be none.
        """
        try:
            await self._in.send_all(LENGTH.pack(len(question)) + question)
            (length,) = LENGTH.unpack(await self._take(LENGTH.size))
            return await self._take(length)
        except (trio.BrokenResourceError, trio.ClosedResourceError, EOFError) as error:
            code = await self._process.wait()
            raise WorkerDied(f"its process ended with {code}") from error

    def dismiss(self) -> None:
        """End it, whatever it does."""
        self._process.kill()

    async def _take(self, count: int) -> bytes:
        while len(self._left) < count:
            part = await self._out.receive_some(65536)
            if not part:
                raise EOFError
            self._left += part
        taken = bytes(self._left[:count])
        del self._left[:count]
        return taken


async def hire(nursery: trio.Nursery, module: str, *arguments: str) -> Worker:
    """Start a module that calls `serve`; it ends with the nursery at the latest."""
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
    process.kill()  # it keeps nothing that could be lost


async def _logged(process: trio.Process, module: str) -> None:
    """Pass on what libraries write to standard error."""
    if process.stderr is None:
        return
    async for part in process.stderr:
        for line in part.decode(errors="replace").splitlines():
            logger.debug("{}: {}", module, line)


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Be the far end: answer until there are no more questions."""
    _yield_to_others()
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between answers
    while head := _read(questions, LENGTH.size):
        (length,) = LENGTH.unpack(head)
        found = answer(_read(questions, length))
        answers.write(LENGTH.pack(len(found)) + found)
        answers.flush()


def _yield_to_others() -> None:
    """Let everything else go first, at once: sound and window wait for no slice of ours."""
    if hasattr(os, "nice"):
        os.nice(CALM)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _read(source: BinaryIO, count: int) -> bytes:
    """Return so many bytes, or none if the other end is gone."""
    taken = source.read(count)
    return taken if len(taken) == count else b""
