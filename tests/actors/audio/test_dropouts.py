"""Dropouts are counted while something sounds."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
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


async def test_a_device_that_ran_dry_in_a_rest_dropped_nothing() -> None:
    printed, reported = trio.open_memory_channel[str](math.inf)
    sink = logger.add(printed.send_nowait, filter="actors.audio.pyo_engine", level="DEBUG")
    async with engine() as (engine_, page, process), trio.open_nursery() as nursery:
        assert process.stdin is not None
        nursery.start_soon(engine_._log)
        page.write(Status(blocks=2, ticket=3, rested=time.monotonic() + 3600))
        await process.stdin.send_all(f"ALSA lib pcm.c: {UNDERRUN}\n".encode())
        logged = ""
        with trio.fail_after(60):
            while "later" not in logged:  # what is printed together with the underrun is dropped
                await process.stdin.send_all(b"later\n")
                with trio.move_on_after(0.2):
                    logged += await reported.receive()
        during = engine_.output.dropouts
        page.write(Status(blocks=3, ticket=3, rested=0.0))
        await process.stdin.send_all(f"ALSA lib pcm.c: {UNDERRUN}\n".encode())
        with trio.fail_after(60):
            while UNDERRUN not in logged:
                logged += await reported.receive()
        after = engine_.output.dropouts
        nursery.cancel_scope.cancel()
    logger.remove(sink)

    assert (during, after) == (0, 1)
