"""The real engine fulfils the contract."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import trio

from actors.audio.child import PRIORITY
from actors.audio.engine import EngineError
from actors.audio.engine_process import start_standby
from actors.audio.pyo_engine import open_engine
from models.audio.output_config import OutputConfig
from tests.actors.audio.contract import EngineContract, EngineRig, running_engine
from tests.sound.pulse import Pulse
from tests.sound.test_survival import children

pytestmark = pytest.mark.sound


class TestPyoEngine(EngineContract):
    @pytest.fixture
    async def rig(self, pulse: Pulse) -> AsyncGenerator[EngineRig]:
        async with open_engine(OutputConfig()) as engine, running_engine(engine) as rig:
            yield rig


async def test_it_says_what_it_plays_on(pulse: Pulse) -> None:
    async with open_engine(OutputConfig(buffer=512)) as engine:
        output = engine.output

    assert not output.silent
    assert output.host == "ALSA"
    assert (output.rate, output.buffer) == (48_000, 512)


def may_run_first() -> bool:
    """Return whether the system grants real-time priority to this user."""
    command = [
        *(sys.executable, "-c"),
        f"import os; os.sched_setscheduler(0, os.SCHED_RR, os.sched_param({PRIORITY}))",
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def thread_policies(process: int) -> list[int]:
    """Return the scheduling policy of each thread of a process."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return [os.sched_getscheduler(int(thread.name)) for thread in threads]


async def test_all_its_threads_run_before_other_programs_where_they_may(pulse: Pulse) -> None:
    before = set(children(os.getpid()))
    async with open_engine(OutputConfig()):
        (engine,) = set(children(os.getpid())) - before
        policies = thread_policies(engine)

    assert len(policies) > 1
    assert set(policies) == {os.SCHED_RR if may_run_first() else os.SCHED_OTHER}


async def test_a_device_is_chosen_by_name(pulse: Pulse) -> None:
    async with open_engine(OutputConfig(device="pulse")) as engine:
        assert engine.output.device == "pulse"


async def test_a_process_that_stands_by_opens_the_output(pulse: Pulse) -> None:
    before = set(children(os.getpid()))
    standby = await start_standby()
    with trio.fail_after(60):
        # The kernel tells its command line a moment after the process was started.
        while not (started := set(children(os.getpid())) - before):  # noqa: ASYNC110
            await trio.sleep(0.01)

    async with open_engine(OutputConfig(buffer=512), standby) as engine:
        assert set(children(os.getpid())) - before == started
        assert engine.output.buffer == 512


async def test_an_unknown_device_is_an_error(pulse: Pulse) -> None:
    with pytest.raises(EngineError, match="there is no Grand Piano"):
        async with open_engine(OutputConfig(device="Grand Piano")):
            pass
