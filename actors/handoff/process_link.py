"""The actor's end of the process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

import trio
from loguru import logger

from actors.handoff.process.protocol import FromProcess, ToProcess, decode_event, encode

PROGRAM = (sys.executable, "-P", "-m", "actors.handoff.child")
SEND_PATIENCE = 2.0
"""Seconds after which a process that does not read counts as hung."""
EXIT_PATIENCE = 1.5
"""Seconds that the process has to leave its clipboard to a clipboard manager."""
PART = 65_536


class ProcessFailed(Exception):
    """The process ended, hangs, or said something that nobody understands."""


class ProcessLink:
    """Sends commands and reads events."""

    def __init__(self, process: trio.Process) -> None:
        self._process = process
        self._left = bytearray()

    async def send(self, command: ToProcess) -> None:
        """Send a command.

        Raises:
            ProcessFailed: it ended, or does not read.
        """
        pipe = cast("trio.abc.SendStream", self._process.stdin)
        try:
            with trio.fail_after(SEND_PATIENCE):
                await pipe.send_all(encode(command))
        except (trio.BrokenResourceError, trio.ClosedResourceError) as error:
            raise ProcessFailed(await self._exit_reason()) from error
        except trio.TooSlowError as error:
            self.kill()
            raise ProcessFailed("its process does not read commands") from error

    async def receive(self) -> FromProcess | None:
        """Return the next event; `None`: the process ended as it should.

        Raises:
            ProcessFailed: it ended otherwise, or sent something else.
        """
        pipe = cast("trio.abc.ReceiveStream", self._process.stdout)
        while (end := self._left.find(b"\n")) < 0:
            part = await pipe.receive_some(PART)
            if not part:
                if await self._process.wait() == 0:
                    return None
                raise ProcessFailed(await self._exit_reason())
            self._left += part
        line = bytes(self._left[:end])
        del self._left[: end + 1]
        try:
            return decode_event(line)
        except ValueError as error:
            raise ProcessFailed(str(error)) from error

    def kill(self) -> None:
        """Kill the process: it hangs."""
        self._process.kill()

    async def _exit_reason(self) -> str:
        return f"its process ended with {await self._process.wait()}"


@asynccontextmanager
async def process_link(program: tuple[str, ...]) -> AsyncGenerator[ProcessLink, None]:
    """Run the process; on leaving, its input ends, and so does it."""
    process = await trio.lowlevel.open_process(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    logger.info("handoff process {} started", process.pid)
    try:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(_log_errors, process)
            try:
                yield ProcessLink(process)
            finally:
                with trio.move_on_after(EXIT_PATIENCE, shield=True):
                    if process.stdin is not None:
                        await process.stdin.aclose()
                    await process.wait()
                nursery.cancel_scope.cancel()
    finally:
        with trio.CancelScope(shield=True):
            if process.returncode is None:
                process.kill()
                await process.wait()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    await stream.aclose()


async def _log_errors(process: trio.Process) -> None:
    async for part in cast("trio.abc.ReceiveStream", process.stderr):
        for line in part.decode(errors="replace").splitlines():
            logger.warning("handoff process: {}", line)
