"""A process of our own that answers questions, one after the other.

For work that holds Python's lock, or may crash: the window and the sound never
notice. Questions and answers are bytes behind their length; the process ends when
its input does, so none outlives the app, however that ends.
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

    async def ask(self, question: bytes, patience: float = math.inf) -> bytes:
        """Return the answer; see `ask_all`."""
        (answer,) = await self.ask_all((question,), patience)
        return answer

    async def ask_all(self, questions: Sequence[bytes], patience: float = math.inf) -> list[bytes]:
        """Return the answers; it need not wait for us between them, nor we for each.

        Args:
            questions: What it is asked.
            patience: Seconds it may do nothing, and twice the seconds it may work. While
                it would work but others are let go first, it is waited for.

        Raises:
            WorkerDied: there will be none.
            trio.TooSlowError: it takes too long; the worker is of no use any more.
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
        """End it, whatever it does."""
        self._process.kill()

    async def _taken(self) -> bytes:
        """Return the next answer; cancelled, it is not lost."""
        while (answer := _unframed(self._left)) is None:
            part = await self._out.receive_some(65536)
            if not part:
                raise EOFError
            self._left += part
        return answer


def _looked_at(number: int) -> tuple[bool, float]:
    """Tell whether a process would work if it were let, and the seconds that it has worked.

    Source: proc(5), /proc/pid/stat. Where there is no such thing, it would not.
    """
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return False, 0.0
    return told[0] == "R", (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


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
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between answers
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
    """Return a message behind its length."""
    return LENGTH.pack(len(message)) + message


def _unframed(left: bytearray) -> bytes | None:
    """Take the first message out of what was read; `None` if it is not there as a whole."""
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
    """Let everything else go first, at once: sound and window wait for no slice of ours."""
    if hasattr(os, "nice"):
        os.nice(CALM)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
