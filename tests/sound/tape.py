"""Recorder for the sink of the test's PulseAudio, and a reader of ramps."""

from __future__ import annotations

import subprocess
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from tests.actors.audio.sounds import STEP

RATE = 48_000
TRIES = 3
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Tape:
    """A recording; `sound` is set when the recorder has stopped: float32 [frames, 2]."""

    sound: Floats


@asynccontextmanager
async def recorded(folder: Path) -> AsyncGenerator[Tape]:
    """Record for the body of the context."""
    file = folder / f"tape-{time.monotonic_ns()}"
    process = await trio.lowlevel.open_process(
        [
            *("parec", "--latency-msec=20", "--device=test.monitor", "--raw"),
            *("--format=float32le", f"--rate={RATE}", "--channels=2", str(file)),
        ],
        stderr=subprocess.DEVNULL,
    )
    tape = Tape()
    try:
        with trio.fail_after(60):
            while not size(file):  # noqa: ASYNC110 - another process writes it
                await trio.sleep(0.01)
        yield tape
        await trio.sleep(0.35)  # the latency of sink and recorder
    finally:
        process.terminate()
        with trio.CancelScope(shield=True):
            await process.wait()
    data = file.read_bytes()
    tape.sound = np.frombuffer(data[: len(data) // 8 * 8], np.float32).reshape(-1, 2)


async def record_for(seconds: float) -> None:
    """Let the recording go on: what sounds in that time is judged."""
    await trio.sleep(seconds)


def size(file: Path) -> int:
    """Return the size of a file in bytes; 0 if it is missing."""
    return file.stat().st_size if file.exists() else 0


def numbers(sound: Floats, side: int = 0) -> Numbers:
    """Return the ramp index of each frame; -1 is silence."""
    scaled = sound[:, side].astype(np.float64) / STEP * (-1) ** side
    found: Numbers = np.rint(scaled).astype(np.int64) - 1
    return found


def sounding(sound: Floats) -> Floats:
    """Return the frames from the first to the last non-silent one."""
    heard = np.flatnonzero(np.abs(sound).max(1) > 0)
    return sound[heard[0] : heard[-1] + 1] if len(heard) else sound[:0]


def disturbed(frames: Numbers) -> bool:
    """Tell whether the machine was too slow: a gap of silence, then the very next frame.

    No engine bug looks like that, as the engine counts frames during dropouts, too.
    """
    heard = np.flatnonzero(frames >= 0)
    gaps = np.flatnonzero(np.diff(heard) > 1)
    return bool(len(gaps)) and any(frames[heard[gap + 1]] == frames[heard[gap]] + 1 for gap in gaps)


async def undisturbed(
    take: Callable[[], Awaitable[Floats]], judge: Callable[[Floats], None]
) -> None:
    """Check a recording; record again only if the machine disturbed it."""
    for attempt in range(1, TRIES + 1):
        sound = await take()
        try:
            judge(sound)
        except AssertionError:
            if attempt == TRIES or not disturbed(numbers(sound)):
                raise
            print(f"recording {attempt} was disturbed")  # noqa: T201 - shown when it fails in the end
        else:
            return
