"""Engine failures: the rest of the app is unaffected, and playback recovers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
import trio

from actors.audio import playback_controller
from actors.audio.pyo_engine import PyoEngine
from actors.messages import audio
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Hertz
from tests.actors.audio.rig import Rig, running
from tests.actors.audio.sounds import ramp, written
from tests.sound.pulse import Pulse
from tests.sound.tape import Floats, numbers, recorded, sounding, undisturbed

pytestmark = pytest.mark.sound
ROOT = Path(__file__).parents[2]
LONG = 900_000
PATIENCE = 60.0
"""Timeout in seconds, generous for a busy machine."""
FEW = 20
"""Blocks of a second in which the engine rests; while it does not there are 375 of 128 frames."""


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is interrupted goes on, however long a busy machine takes to start an engine.
    monkeypatch.setattr(playback_controller, "RESUME_WITHIN", PATIENCE)


def children(parent: int) -> list[int]:
    """Return the engine processes of `parent`."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it has exited
        if above == parent and b"actors.audio.child" in command:
            found.append(int(folder.name))
    return found


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def mapped(process: int) -> list[str]:
    """Return the shared memories of clips that a process maps."""
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    return [line for line in lines if "/sempal-" in line and "status" not in line]


def listed(process: int) -> set[str]:
    """Return the shared memories of a process alone, as other tests run beside this one."""
    return {path.name for path in Path("/dev/shm").glob(f"sempal-{process}-*")}  # noqa: S108


async def until(wanted: Callable[[], bool]) -> None:
    """Wait until a condition holds that sends no event."""
    with trio.fail_after(PATIENCE):
        while not wanted():  # noqa: ASYNC110 - another process changes it
            await trio.sleep(0.01)


HEARD = 0.2 * 48_000
"""Frames of the long sound that are played before anything happens."""


def end(rig: Rig, number: signal.Signals) -> int:
    """Kill or halt the engine; return the frame of its last block.

    Nothing else of this process runs meanwhile, so that nobody has noticed yet.
    """
    (engine,) = children(os.getpid())
    os.kill(engine, number)
    deadline = time.monotonic() + PATIENCE
    while not threads(engine) <= {"T", "X", "Z"}:
        assert time.monotonic() < deadline
    return rig.frame()


def threads(process: int) -> set[str]:
    """Return the states of its threads, such as `R` and `S`; halted is `T`, dead `X` or `Z`."""
    found = set()
    for thread in Path(f"/proc/{process}/task").glob("*/stat"):
        with suppress(OSError):  # it has exited
            found.add(thread.read_text().rpartition(")")[2].split()[0])
    return found


@asynccontextmanager
async def playing(folder: Path) -> AsyncGenerator[Rig]:
    """Play a long sound."""
    pad = written(folder / "pad.wav", ramp(LONG, 2))
    async with recorded(folder), running(OutputConfig(buffer=512)) as rig:
        changed = await rig.until(audio.OutputChanged)
        assert not changed.output.silent, changed.output.reason
        rig.play(pad)
        await rig.until(audio.Started)
        await until(lambda: rig.frame() > HEARD)
        yield rig


async def test_a_killed_engine_comes_back_and_plays_on(pulse: Pulse, tmp_path: Path) -> None:
    async with playing(tmp_path) as rig:
        last = end(rig, signal.SIGKILL)
        lost = await rig.until(audio.OutputLost)
        changed = await rig.until(audio.OutputChanged)
        started = await rig.until(audio.Started)

    assert lost.reason == "the engine process was killed by signal 9"
    assert lost.interrupted == started.ticket
    assert not changed.output.silent
    assert HEARD < last == started.anchor.frame, "not one frame is left out or heard twice"


async def test_a_hanging_engine_is_replaced(pulse: Pulse, tmp_path: Path) -> None:
    async with playing(tmp_path) as rig:
        (engine,) = children(os.getpid())
        last = end(rig, signal.SIGSTOP)
        lost = await rig.until(audio.OutputLost)
        started = await rig.until(audio.Started)

    assert lost.reason == "the audio engine hangs"
    assert started.ticket == lost.interrupted
    assert started.anchor.frame == last
    assert not alive(engine)


async def test_when_the_sound_server_dies_it_is_silent_until_it_is_back(
    pulse: Pulse, tmp_path: Path
) -> None:
    kick = written(tmp_path / "kick.wav", ramp(4_800, 2))
    async with playing(tmp_path) as rig:
        pulse.kill()
        await rig.until(audio.OutputLost)
        while not (silent := await rig.until(audio.OutputChanged)).output.silent:
            pass  # a dropout was counted
        await rig.until(audio.Stopped)
        rig.play(kick)
        await rig.until(audio.Ended)
        pulse.start()
        while (await rig.until(audio.OutputChanged)).output.silent:
            pass
        rig.play(kick)
        await rig.until(audio.Ended)

    assert silent.output.silent
    assert silent.output.reason


async def until_resting(rig: Rig) -> None:
    """Wait until the engine delivers only some blocks a second."""
    active = rig.actor._outputs.active
    assert active is not None
    assert isinstance(active.engine, PyoEngine)
    before, blocks = 0, FEW + 1
    with trio.fail_after(PATIENCE):
        while blocks > FEW:
            await trio.sleep(1.0)
            status = active.engine._page.read()
            assert status is not None
            before, blocks = status.blocks, status.blocks - before


async def test_an_engine_rests_in_silence_yet_plays_whole_and_knows_that_its_server_died(
    pulse: Pulse, tmp_path: Path
) -> None:
    kick = written(tmp_path / "kick.wav", ramp(4_800, 2))

    async def take() -> Floats:
        async with recorded(tmp_path) as tape, running(OutputConfig(buffer=128)) as rig:
            await rig.until(audio.OutputChanged)
            await until_resting(rig)
            rig.play(kick)
            await rig.until(audio.Ended)
            await trio.sleep(0.3)  # the server may buffer 100 ms
        return tape.sound

    def judge(sound: Floats) -> None:
        assert np.array_equal(numbers(sounding(sound)), np.arange(4_800))

    await undisturbed(take, judge)
    async with running(OutputConfig(buffer=128)) as rig:
        await rig.until(audio.OutputChanged)
        await until_resting(rig)
        pulse.kill()
        await rig.until(audio.OutputLost)


async def test_nothing_is_left_behind(pulse: Pulse, tmp_path: Path) -> None:
    before = listed(os.getpid())
    async with playing(tmp_path):
        (engine,) = children(os.getpid())
        during = listed(os.getpid()) - before

    assert during == set()  # names are unlinked once both sides have mapped the memory
    assert listed(os.getpid()) == before
    assert listed(engine) == set()
    assert not alive(engine)


async def test_forgotten_sounds_are_unmapped(pulse: Pulse, tmp_path: Path) -> None:
    sounds = [
        written(tmp_path / f"{n}.wav", np.full((48_000 * 60, 2), 0.001 * n, np.float32))
        for n in range(1, 16)  # 46 MB each, so that not all can be kept
    ]
    async with recorded(tmp_path), running(OutputConfig(buffer=512)) as rig:
        await rig.until(audio.OutputChanged)
        (engine,) = children(os.getpid())
        for sound in sounds:
            rig.play(sound)
            await rig.until(audio.Started)  # so that it was mapped
        await until(lambda: len(mapped(engine)) < 2 * len(sounds))
        assert len(mapped(engine)) >= 2
        rig.play(sounds[0])
        await rig.until(audio.Started)


PARENT = """
import sys
from pathlib import Path
import trio
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Hertz
from actors.messages import audio
from tests.actors.audio.rig import running
from tests.actors.audio.sounds import ramp, written
async def main():
    async with running(OutputConfig(buffer=512)) as rig:
        await rig.until(audio.OutputChanged)
        rig.play(written(Path(sys.argv[1]), ramp(900_000, 2)))
        await rig.until(audio.Started)
        print("playing", flush=True)
        await trio.sleep_forever()
trio.run(main)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_orphan_survives_the_app(pulse: Pulse, tmp_path: Path, number: int) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "pad.wav")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert app.stdout is not None
    assert app.stdout.readline() == b"playing\n"
    (engine,) = children(app.pid)

    app.send_signal(number)
    app.wait(PATIENCE)
    app.stdout.close()

    deadline = time.monotonic() + PATIENCE
    while alive(engine):
        assert time.monotonic() < deadline, "the engine outlives the app"
        time.sleep(0.01)
    assert listed(app.pid) | listed(engine) == set()


def test_the_engine_ends_with_its_input_even_without_a_device(tmp_path: Path) -> None:
    intent = {"status": "/sempal-none", "host": "jack", "device": "", "rate": 0, "buffer": 256}
    environment = {**os.environ, "JACK_DEFAULT_SERVER": "sempal-nobody"}

    done = subprocess.run(
        [sys.executable, "-m", "actors.audio.child", json.dumps(intent)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode in {0, 3}


async def test_another_buffer_and_rate_are_taken_while_it_plays(
    pulse: Pulse, tmp_path: Path
) -> None:
    async with playing(tmp_path) as rig:
        before = children(os.getpid())
        for wanted in (
            OutputConfig(buffer=1024),
            OutputConfig(rate=Hertz(96_000)),
            OutputConfig(device="nothing"),
        ):
            rig.post(audio.SetOutputConfig(wanted))
            while not _is_taken(wanted, (await rig.until(audio.OutputChanged)).output):
                pass  # figures of the previous output
            started = await rig.until(audio.Started)
            assert started.anchor.frame > 0

        assert len(children(os.getpid())) == 1
        assert children(os.getpid()) != before


def _is_taken(wanted: OutputConfig, output: Output) -> bool:
    if wanted.device:
        return wanted.device in output.substitution
    rate = wanted.rate or output.rate
    return (output.buffer, output.rate, output.silent) == (wanted.frames, rate, False)
