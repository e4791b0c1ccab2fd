"""On JACK's dummy driver every frame is timed, without gaps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from actors.audio import output_manager
from actors.messages import audio
from models.audio.output_config import JACK, OutputConfig
from models.audio.units import Frames, Seconds
from tests.actors.audio.rig import Rig, running
from tests.actors.audio.sounds import ramp, written
from tests.sound.jack import Jack, Recording, missing, recorded
from tests.sound.tape import numbers, record_for

pytestmark = [pytest.mark.sound, pytest.mark.jack]
PERIOD, RATE, LONG, TRIES = 512, 48_000, 900_000, 4


@pytest.fixture(scope="module")
def server() -> Iterator[Jack]:
    if lacking := missing():
        pytest.skip(f"not installed: {lacking}")
    jack = Jack(PERIOD)
    jack.start()
    yield jack
    jack.end()


@pytest.fixture
def jack(server: Jack, monkeypatch: pytest.MonkeyPatch) -> Jack:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server


async def taken(jack: Jack, script: Callable[[Rig], Awaitable[None]]) -> Recording:
    """Return a recording of a script without a lost cycle."""
    for _ in range(TRIES):
        async with running(OutputConfig(host=JACK, buffer=PERIOD)) as rig:
            changed = await rig.until(audio.OutputChanged)
            assert changed.output.host == "JACK", changed.output.reason
            assert changed.output.buffer == PERIOD
            with recorded(jack) as tape:
                await script(rig)
                await record_for(0.1)
        if not tape.recording.flaws:
            return tape.recording
    pytest.skip(f"the machine lost cycles in each of {TRIES} recordings")


async def test_once_is_exact(jack: Jack, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))

    async def script(rig: Rig) -> None:
        rig.play(pad, 800_000, (800_000, 812_345))
        await rig.until(audio.Ended)

    recording = await taken(jack, script)
    heard = numbers(recording.frames)
    heard = heard[heard >= 0]

    assert np.array_equal(heard, np.arange(800_000, 812_345))
    assert np.array_equal(recording.frames[:, 0], -recording.frames[:, 1])


async def test_the_playhead_is_where_the_sound_is(jack: Jack, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))
    anchors: list[audio.Started | audio.Moved] = []

    async def script(rig: Rig) -> None:
        anchors.clear()
        rig.play(pad)
        anchors.append(await rig.until(audio.Started))
        await record_for(0.3)
        rig.post(audio.Seek(Frames(400_000)))
        anchors.append(await rig.until(audio.Moved))
        await record_for(0.3)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    recording = await taken(jack, script)
    heard = numbers(recording.frames)

    started, moved = (event.anchor for event in anchors)
    for anchor, later in ((started, 0.2), (moved, 0.2)):
        wanted = int(anchor.position(Seconds(anchor.at + later)))
        (places,) = np.nonzero(heard == wanted)
        cycle = recording.cycle(int(places[0]))
        into = int(places[0]) - int(recording.first[cycle])
        # A frame sounds one buffer after the cycle that rendered it.
        out = float(recording.cycles["begun"][cycle]) / 1e9 + (PERIOD + into) / RATE
        assert abs(out - (anchor.at + later)) <= PERIOD / RATE


async def test_when_the_jack_server_dies_it_goes_on_elsewhere_and_returns_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lacking := missing():
        pytest.skip(f"not installed: {lacking}")
    monkeypatch.setattr(output_manager, "FIRST_PROBE", 0.5)
    jack = Jack(PERIOD)
    for name, value in jack.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")  # no fallback
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))
    kick = written(tmp_path / "kick.wav", ramp(4_800, 2))
    jack.start()
    try:
        async with running(OutputConfig(host=JACK, buffer=PERIOD)) as rig:
            assert (await rig.until(audio.OutputChanged)).output.host == "JACK"
            rig.play(pad)
            await rig.until(audio.Started)
            jack.kill()
            lost = await rig.until(audio.OutputLost)
            while not (silent := (await rig.until(audio.OutputChanged)).output).silent:
                pass
            rig.play(kick)
            await rig.until(audio.Ended)  # time passes; silence was reported
            jack.start()
            while (await rig.until(audio.OutputChanged)).output.host != "JACK":
                pass
            rig.play(kick)
            await rig.until(audio.Ended)
    finally:
        jack.end()

    assert lost.reason
    assert silent.reason
