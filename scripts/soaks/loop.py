"""Integrity of a loop played for ten minutes while folders are scanned.

Needs: sound.

The whole app without its window loops a span of a ramp whose frames encode their number, and
repeatedly scans a folder of small files. The recording of PulseAudio's null sink must contain only
the loop: every step to a frame other than the next is a break, and silence within is a dropout.
Both channels are compared, so that a shift between them is found as well.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import trio
from loguru import logger
from numpy.typing import NDArray

from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.audio.span import Span
from models.audio.units import Decibels, Frames
from models.state.transport import Status
from scripts.benches.scan import write_files
from tests.actors.audio.sounds import ramp, written
from tests.sound.tape import RATE, Floats, numbers, recorded

START, END = 4_000, 28_801
"""Span of the loop: 0.52 s, not a multiple of the buffer size."""
LENGTH = 30_000
PIECE = 1 << 20
"""Frames analysed at a time."""
FADE = 480
"""Frames at the end that belong to the fade-out on stop."""
LATENCY = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Analysis of the recording."""

    seconds: float
    loops: int
    breaks: int
    """Steps to a frame that is not the next of the loop, dropouts included."""
    dropouts: int
    silent_frames: int
    unlike: int
    """Frames whose right channel is not the negated left one."""
    scans: int = 0
    underruns: int = 0
    """Counted by the engine."""


def analyse_recording(sound: Floats, end: int = END) -> Outcome:
    """Compare a recording, float32 [frames, 2], with the loop that ends before `end`."""
    level = np.abs(sound[:, 0])
    heard = np.flatnonzero(level > 0)
    if not len(heard):
        sys.exit("loop: nothing was recorded")
    first, last = int(heard[0]), int(heard[-1]) + 1 - FADE
    breaks = loops = dropouts = silent = unlike = 0
    before: int | None = None
    for begin in range(first, last, PIECE):
        part = sound[begin : min(begin + PIECE, last)]
        frames = numbers(part)
        steps = frames if before is None else np.concatenate([[before], frames])
        breaks += int((steps[1:] != next_frames(steps[:-1], end)).sum())
        loops += int((steps[:-1] == end - 1).sum())
        dropouts += int(((steps[1:] < 0) & (steps[:-1] >= 0)).sum())
        silent += int((frames < 0).sum())
        unlike += int((part[:, 0] != -part[:, 1]).sum())
        before = int(frames[-1])
    return Outcome((last - first) / RATE, loops, breaks, dropouts, silent, unlike)


def next_frames(frames: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    """Return the successor of each frame in the loop."""
    following: NDArray[np.int64] = np.where(frames == end - 1, START, frames + 1)
    return following


async def looping(ports: Ports, pad: Path, end: int) -> None:
    """Load the pad and loop the span."""
    ports.intents.post(intents.ChangeSetting("volume", Decibels(0.0)))
    ports.intents.post(intents.AddSource(os.fsencode(pad.parent)))
    await ports.state.until(lambda state: len(state.browser.ids) == 1 and not state.tasks)
    for intent in (
        intents.ChangeSetting("auto_play", False),
        intents.FocusRow(0),
        intents.LoadFocused(),
    ):
        ports.intents.post(intent)
    await ports.state.until(lambda state: state.editor.sample is not None)
    ports.intents.post(intents.ToggleLoop())
    ports.intents.post(intents.Select(Span(Frames(START), Frames(end))))
    ports.intents.post(intents.PlaySelection())
    await ports.state.until(lambda state: state.transport.status is Status.PLAYING)


async def scanning(ports: Ports, folder: Path, files: int, counted: list[int]) -> None:
    """Add and remove a source of many files repeatedly."""
    while True:
        ports.intents.post(intents.AddSource(os.fsencode(folder)))
        state = await ports.state.until(
            lambda state: (
                len(state.sources.all) == 2
                and state.sources.all[-1].count == files
                and not state.tasks
            )
        )
        counted.append(files)
        ports.intents.post(intents.RemoveSource(state.sources.all[-1].id))
        await ports.state.until(lambda state: len(state.sources.all) == 1)


def with_long_buffer(home: Path) -> Path:
    """Choose a buffer that lasts on a busy machine: the automatic one restarts the engine there."""
    home.mkdir()
    (home / "config.toml").write_text("[audio_output]\nbuffer_size = 512\n")
    return home


async def soak(minutes: float, files: int, folder: Path, end: int = END) -> Outcome:
    """Loop up to `end` and scan for `minutes` in `folder`; return the analysis of the recording."""
    pad, many = folder / "pad" / "pad.wav", folder / "many"
    pad.parent.mkdir()
    written(pad, ramp(LENGTH, 2))
    write_files(many, files)
    counted: list[int] = []
    home = with_long_buffer(folder / ".sempal")
    async with recorded(folder) as tape, running(Config(home, sound=True)) as ports:
        await ports.state.until(lambda state: not state.transport.output.silent)
        await looping(ports, pad, end)
        with trio.move_on_after(minutes * 60):
            await scanning(ports, many, files, counted)
        underruns = ports.state.value.transport.output.dropouts
        ports.intents.post(intents.StepBack())
        await ports.state.until(lambda state: state.transport.status is not Status.PLAYING)
        await trio.sleep(LATENCY)
    outcome = analyse_recording(tape.sound, end)
    return Outcome(**{**asdict(outcome), "scans": len(counted), "underruns": underruns})


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--minutes", type=float, default=10.0)
    words.add_argument("--files", type=int, default=3_000)
    given = words.parse_args()
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    os.environ.setdefault("PULSE_LATENCY_MSEC", "100")
    with tempfile.TemporaryDirectory(prefix="sempal-loop-") as scratch:
        outcome = trio.run(soak, given.minutes, given.files, Path(scratch))
    print(
        f"{outcome.seconds:.0f} s, {outcome.loops} loops, {outcome.scans} scans of {given.files}"
        f" files: {outcome.breaks} breaks, {outcome.dropouts} dropouts,"
        f" {outcome.unlike} frames whose channels differ"
    )
    print(json.dumps({"soak": "loop", "files": given.files, **asdict(outcome)}))
    sys.exit(bool(outcome.breaks or outcome.unlike))


if __name__ == "__main__":
    main()
