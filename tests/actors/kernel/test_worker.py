"""Processes that answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trio

from actors.kernel.worker import WorkerDied, hire

MODULE = "tests.actors.kernel.worker_that_counts"


async def test_questions_are_answered_one_after_the_other() -> None:
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, MODULE)
        answers = [await worker.ask(bytes(size)) for size in (0, 1, 200_000)]
        worker.dismiss()

    assert answers == [b"0", b"1", b"200000"]


async def test_what_is_printed_does_not_come_between() -> None:
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, MODULE)
        answers = [await worker.ask(question) for question in (b"print", b"four")]
        worker.dismiss()

    assert answers == [b"5", b"4"]


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux has it")
async def test_everything_else_goes_first() -> None:
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, MODULE)
        await worker.ask(b"")
        policy = os.sched_getscheduler(worker.number)
        worker.dismiss()

    assert policy == os.SCHED_IDLE


async def test_a_death_is_told_and_not_waited_for() -> None:
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, MODULE)
        with pytest.raises(WorkerDied, match="3"):
            await worker.ask(b"die")
        with pytest.raises(WorkerDied):
            await worker.ask(b"again")


async def test_it_ends_with_its_nursery() -> None:
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, MODULE)
        await worker.ask(b"here")
        number = worker.number
        nursery.cancel_scope.cancel()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


NEAR = """
import trio
from actors.kernel.worker import hire

async def main():
    async with trio.open_nursery() as nursery:
        worker = await hire(nursery, "tests.actors.kernel.worker_that_counts")
        await worker.ask(b"here")
        print(worker.number, flush=True)
        await trio.sleep_forever()

trio.run(main)
"""


def test_it_does_not_outlive_an_app_that_is_killed() -> None:
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", NEAR], stdout=subprocess.PIPE, cwd=root, text=True
    ) as app:
        assert app.stdout is not None
        number = int(app.stdout.readline())
        app.send_signal(signal.SIGKILL)
        app.wait()

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and Path(f"/proc/{number}").exists():
        time.sleep(0.02)
    assert not Path(f"/proc/{number}").exists()
