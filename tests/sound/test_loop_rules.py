"""Loop mode with the real session and the real engine, verified on recordings."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
import trio
from numpy.typing import NDArray

from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.audio.span import Span
from models.audio.units import FramePosition, Frames
from models.metadata.insertion import insert_metadata
from models.state.transport import Status
from tests.actors.audio.sounds import ramp, written
from tests.models.metadata.files import smpl
from tests.sound.pulse import Pulse
from tests.sound.tape import Floats, numbers, record_for, recorded, sounding, undisturbed

pytestmark = pytest.mark.sound
LENGTH = 60_000
START, END = 10_000, 22_345
FADE = 480
AUTO_PLAY = intents.ChangeSetting("auto_play", True)
QUIET = intents.ChangeSetting("auto_play", False)
LATENCY = 0.3
"""Seconds from an engine event to the recording: the server may buffer 100 ms."""

Script = Callable[[Ports], Awaitable[None]]
Take = Callable[[Script], Awaitable[Floats]]


@pytest.fixture
def take(pulse: Pulse, tmp_path: Path) -> Take:
    """Return the recording of a script run with the app; a ramp is loaded silently."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    written(folder / "ramp.wav", ramp(LENGTH, 2))
    takes = iter(range(100))

    async def taken(script: Script) -> Floats:
        home = tmp_path / f"home {next(takes)}"
        async with recorded(tmp_path) as tape, running(Config(home, sound=True)) as ports:
            await ports.state.until(lambda state: not state.transport.output.silent)
            say(
                ports,
                intents.ChangeSetting("auto_play", False),
                intents.AddSource(os.fsencode(folder)),
            )
            await ports.state.until(lambda state: len(state.browser.ids) == 1 and not state.tasks)
            say(ports, intents.FocusRow(0))
            await ports.state.until(lambda state: state.editor.sample is not None)
            await script(ports)
            if ports.state.value.transport.active:
                say(ports, intents.StepBack())
            await ports.state.until(lambda state: state.transport.status is Status.STOPPED)
            await trio.sleep(LATENCY)
        return tape.sound

    return taken


def say(ports: Ports, *requests: intents.Intent) -> None:
    for intent in requests:
        ports.intents.post(intent)


async def playing(ports: Ports) -> None:
    await ports.state.until(lambda state: state.transport.status is Status.PLAYING)


def span(start: int, end: int) -> intents.Select:
    return intents.Select(Span(Frames(start), Frames(end)))


def steady(sound: Floats) -> NDArray[np.int64]:
    """Return the frame numbers recorded before the final fade."""
    heard = sounding(sound)
    assert np.array_equal(heard[:, 0], -heard[:, 1]), "left and right differ"
    return numbers(heard)[:-FADE]


def jumps(frames: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return each step from a frame to one other than its successor."""
    at = np.flatnonzero(np.diff(frames) != 1)
    return [(int(frames[place]), int(frames[place + 1])) for place in at]


SELECTED = span(START, END)
STARTS: dict[str, tuple[intents.Intent, int, tuple[int, int]]] = {
    "Space": (intents.TogglePlay(), START, (END - 1, START)),
    "Enter": (intents.PlaySelection(), START, (END - 1, START)),
    "a click inside": (intents.PlayFrom(Frames(15_000)), 15_000, (END - 1, START)),
    "a click outside": (intents.PlayFrom(Frames(40_000)), 40_000, (LENGTH - 1, 0)),
}


@pytest.mark.parametrize("how", STARTS)
async def test_loop_mode_loops_however_it_is_started(take: Take, how: str) -> None:
    intent, first, jump = STARTS[how]

    async def script(ports: Ports) -> None:
        say(ports, intents.ToggleLoop(), SELECTED, intent)
        await playing(ports)
        await record_for(0.8)
        selection = ports.state.value.editor.selection
        assert (selection is None) == (how == "a click outside")

    def judge(sound: Floats) -> None:
        frames = steady(sound)
        assert frames[0] == first
        assert jumps(frames)
        assert set(jumps(frames)) == {jump}

    await undisturbed(lambda: take(script), judge)


async def test_loop_mode_loops_when_the_list_auditions(take: Take) -> None:
    async def script(ports: Ports) -> None:
        say(
            ports,
            intents.ChangeSetting("auto_play", True),
            intents.ToggleLoop(),
            intents.FocusRow(0),
        )
        await playing(ports)
        await record_for(1.6)

    def judge(sound: Floats) -> None:
        frames = steady(sound)
        assert frames[0] == 0
        assert set(jumps(frames)) == {(LENGTH - 1, 0)}

    await undisturbed(lambda: take(script), judge)


async def test_the_loop_of_a_file_is_led_into_and_goes_round_to_the_frame(
    take: Take, tmp_path: Path
) -> None:
    path = tmp_path / "sounds/ramp.wav"
    chunk = smpl((START, END - 1))  # its end is inclusive
    path.write_bytes(insert_metadata(path.read_bytes(), (chunk,)))

    async def script(ports: Ports) -> None:
        await ports.state.until(lambda state: bool(state.editor.loops))
        say(ports, intents.ToggleLoop(), intents.TogglePlay())
        await playing(ports)
        await record_for(1.2)

    def judge(sound: Floats) -> None:
        frames = steady(sound)
        assert frames[0] == 0
        assert jumps(frames)
        assert set(jumps(frames)) == {(END - 1, START)}

    await undisturbed(lambda: take(script), judge)


async def test_the_loop_of_a_file_is_taken_when_the_list_auditions(
    take: Take, tmp_path: Path
) -> None:
    path = tmp_path / "sounds/ramp.wav"
    path.write_bytes(insert_metadata(path.read_bytes(), (smpl((START, END - 1)),)))

    async def script(ports: Ports) -> None:
        say(
            ports,
            intents.ChangeSetting("auto_play", True),
            intents.ToggleLoop(),
            intents.FocusRow(0),
        )
        await playing(ports)
        await record_for(1.2)

    def judge(sound: Floats) -> None:
        frames = steady(sound)
        assert frames[0] == 0
        assert jumps(frames)
        assert set(jumps(frames)) == {(END - 1, START)}

    await undisturbed(lambda: take(script), judge)


async def test_loop_mode_that_comes_and_goes_never_interrupts(take: Take) -> None:
    async def script(ports: Ports) -> None:
        say(ports, intents.PlayFrom(Frames(50_000)))
        await playing(ports)
        say(ports, intents.ToggleLoop(FramePosition(50_000.0)))  # while it plays once
        await record_for(0.9)
        say(ports, intents.ToggleLoop())  # it ends with its cycle
        await ports.state.until(lambda state: state.transport.status is Status.STOPPED)

    def judge(sound: Floats) -> None:
        frames = numbers(sounding(sound))
        assert frames[0] == 50_000
        assert frames[-1] == LENGTH - 1
        assert jumps(frames) == [(LENGTH - 1, 0)]

    await undisturbed(lambda: take(script), judge)


async def test_a_loop_follows_its_selection_without_a_click(take: Take) -> None:
    async def script(ports: Ports) -> None:
        say(ports, intents.ToggleLoop(), span(START, 30_000), intents.TogglePlay())
        await playing(ports)
        await record_for(0.1)
        say(ports, span(12_000, 28_000))  # both edges, around what is heard
        await record_for(0.9)

    def judge(sound: Floats) -> None:
        frames = steady(sound)
        assert frames[0] == START
        assert jumps(frames)
        assert set(jumps(frames)) == {(27_999, 12_000)}

    await undisturbed(lambda: take(script), judge)


async def test_escape_is_silence_within_ten_milliseconds(take: Take) -> None:
    async def script(ports: Ports) -> None:
        say(ports, intents.PlayFrom(Frames(1_000)))
        await playing(ports)
        await record_for(0.3)

    def judge(sound: Floats) -> None:
        frames = numbers(sounding(sound))
        ends = np.flatnonzero(np.diff(frames) != 1)
        assert len(frames) - ends[0] <= 480

    await undisturbed(lambda: take(script), judge)
