"""Dropouts are counted while something sounds."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import trio
from loguru import logger

from actors.audio.process.status import Status, StatusPage
from actors.audio.pyo_engine import UNDERRUN, PyoEngine

ECHO = "import sys\nfor line in sys.stdin: print(line, end='', file=sys.stderr, flush=True)"
"""A process that prints what it is told, as libraries do."""


@asynccontextmanager
async def engine() -> AsyncGenerator[tuple[PyoEngine, StatusPage, trio.Process]]:
    page = StatusPage(f"/sempal-{os.getpid()}-dropouts", make=True)
    pipe = subprocess.PIPE
    process = await trio.lowlevel.open_process(
        [sys.executable, "-c", ECHO], stdin=pipe, stdout=pipe, stderr=pipe
    )
    try:
        yield PyoEngine(process, page), page, process
    finally:
        process.kill()
        await process.wait()
        page.unlink()
        page.close()


async def test_dropouts_count_while_something_sounds() -> None:
    printed, reported = trio.open_memory_channel[str](math.inf)
    sink = logger.add(printed.send_nowait, filter="actors.audio.pyo_engine", level="DEBUG")
    async with engine() as (engine_, page, process), trio.open_nursery() as nursery:
        assert process.stdin is not None
        counts = []
        nursery.start_soon(engine_._log)
        for ticket in (-1, 3, -1, 4):
            page.write(Status(blocks=1, ticket=ticket))
            await process.stdin.send_all(f"ALSA lib pcm.c: {UNDERRUN}\n".encode())
            with trio.fail_after(60):
                while UNDERRUN not in await reported.receive():
                    pass
            counts.append(engine_.output.dropouts)
        nursery.cancel_scope.cancel()
    logger.remove(sink)

    assert counts == [0, 1, 1, 2]
