"""Worker processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.kernel.serving import STEADY
from actors.kernel.worker import WorkerDied, start_worker

MODULE = "tests.actors.kernel.worker_that_counts"


async def test_questions_are_answered_one_after_the_other() -> None:
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        answers = [await worker.request(bytes(size)) for size in (0, 1, 200_000)]
        worker.kill()

    assert answers == [b"0", b"1", b"200000"]


async def test_what_is_printed_does_not_come_between() -> None:
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        answers = [await worker.request(question) for question in (b"print", b"four")]
        worker.kill()

    assert answers == [b"5", b"4"]


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux has it")
@pytest.mark.parametrize(("named", "wanted"), [("ANYTHING", "SCHED_IDLE"), (STEADY, "SCHED_BATCH")])
async def test_everything_else_goes_first(
    monkeypatch: pytest.MonkeyPatch, named: str, wanted: str
) -> None:
    monkeypatch.delenv(STEADY, raising=False)
    monkeypatch.setenv(named, "1")
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        await worker.request(b"")
        policy = os.sched_getscheduler(worker.pid)
        worker.kill()

    assert policy == getattr(os, wanted)


@pytest.mark.parametrize("question", [b"work 9", b"wait 9"])
async def test_one_that_takes_too_long_is_given_up(question: bytes) -> None:
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        await worker.request(b"")
        with pytest.raises(trio.TooSlowError), trio.fail_after(60):
            await worker.request(question, max_idle=0.5)
        worker.kill()


@pytest.mark.priority
@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux tells")
async def test_one_that_others_do_not_let_work_is_waited_for() -> None:
    (processor, *_) = os.sched_getaffinity(0)
    busy = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, [{processor}])\nwhile 1: 0"]
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        await worker.request(b"")
        os.sched_setaffinity(worker.pid, [processor])
        process = await nursery.start(partial(trio.run_process, busy, check=False))
        nursery.start_soon(_killed_after, process, 2.0)
        begun = trio.current_time()
        answer = await worker.request(b"work 0.2", max_idle=0.5)
        took = trio.current_time() - begun
        worker.kill()

    assert answer == b"8"
    assert took > 1.0


async def _killed_after(process: trio.Process, seconds: float) -> None:
    await trio.sleep(seconds)
    process.kill()


async def test_a_death_is_told_and_not_waited_for() -> None:
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        with pytest.raises(WorkerDied, match="3"):
            await worker.request(b"die")
        with pytest.raises(WorkerDied):
            await worker.request(b"again")


async def test_it_ends_with_its_nursery() -> None:
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, MODULE)
        await worker.request(b"here")
        pid = worker.pid
        nursery.cancel_scope.cancel()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


NEAR = """
import trio
from actors.kernel.worker import start_worker

async def main():
    async with trio.open_nursery() as nursery:
        worker = await start_worker(nursery, "tests.actors.kernel.worker_that_counts")
        await worker.request(b"here")
        print(worker.pid, flush=True)
        await trio.sleep_forever()

trio.run(main)
"""


def test_it_does_not_outlive_an_app_that_is_killed() -> None:
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", NEAR], stdout=subprocess.PIPE, cwd=root, text=True
    ) as app:
        assert app.stdout is not None
        pid = int(app.stdout.readline())
        app.send_signal(signal.SIGKILL)
        app.wait()

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()
