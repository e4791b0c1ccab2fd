"""Audio output: latency by buffer size, dropouts under load, CPU use, switching time.

Needs: sound.

Latency is measured as in `keysound`, on jackd's dummy driver. The rest is on PulseAudio's null
sink: CPU time of app and engine while a stereo pad plays; dropouts while every core is busy, and
while sounds are embedded; time from a command to switch the buffer size to sound from the new
engine. The baseline is `paplay` as in a script, from its start to sound in a recording, beside ours
from the command to sound in the same kind of recording.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import trio
from loguru import logger

from actors.messages import audio
from models.audio.output_config import OutputConfig
from models.library.sample import Sample
from scripts.benches.idle import cpu_seconds
from scripts.benches.keysound import measure_buffer
from scripts.benches.neighbour import background_load
from scripts.soaks.audition import child_processes
from tests.actors.audio.rig import Rig, running
from tests.actors.audio.sounds import written
from tests.sound.jack import missing
from tests.sound.tape import RATE, Floats, size

PLAYED, LOADED, MONITORED = 8.0, 10.0, 30.0
"""Seconds of playback for CPU time, under load, and while embedding."""
STARTS, SWITCHES = 12, 8


def burn_cpu() -> None:
    """Keep a core busy, like a background process."""
    os.nice(10)
    while True:
        sum(range(10_000))


@asynccontextmanager
async def record(folder: Path) -> AsyncGenerator[Path]:
    """Record into a file that can be read while it grows."""
    file = folder / f"tape-{time.monotonic_ns()}"
    process = await trio.lowlevel.open_process(
        [
            *("parec", "--latency-msec=5", "--device=test.monitor", "--raw"),
            *("--format=float32le", f"--rate={RATE}", "--channels=2", str(file)),
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        while not size(file):  # noqa: ASYNC110 - another process writes it
            await trio.sleep(0.01)
        yield file
    finally:
        process.terminate()
        await process.wait()


async def seconds_until_sound(tape: Path, begun: float) -> float:
    """Return the seconds from `begun` until sound appears in a recording."""
    place = size(tape) // 8 * 8
    while True:
        new = _read(tape, place)
        if new.any():
            return time.monotonic() - begun
        place += new.nbytes
        await trio.sleep(0.001)


async def wait_for_silence(tape: Path) -> None:
    """Wait for silence in the recording: servers play what they have buffered."""
    while True:
        place = size(tape) // 8 * 8
        await trio.sleep(0.4)
        if not _read(tape, place).any():
            return


def _read(tape: Path, place: int) -> Floats:
    with tape.open("rb") as file:
        file.seek(place)
        new = file.read()
    return np.frombuffer(new[: len(new) // 8 * 8], np.float32)


async def time_starts(
    tape: Path, begin: Callable[[], object], end: Callable[[object], None]
) -> list[float]:
    """Return the seconds from each start to its sound."""
    took = []
    for _ in range(STARTS):
        begun = time.monotonic()
        started = begin()
        with trio.fail_after(10):
            took.append(await seconds_until_sound(tape, begun))
        end(started)
        await wait_for_silence(tape)
    return took


async def measure_on_pulse(folder: Path) -> dict[str, object]:
    """Measure what needs no JACK."""
    pad = written(folder / "pad.wav", np.full((RATE * 30, 2), 0.2, np.float32))
    neighbour = folder / "neighbour"
    neighbour.mkdir()
    report: dict[str, object] = {}
    async with running(OutputConfig()) as rig, record(folder) as tape:
        await rig.until(audio.OutputChanged)
        (engine,) = child_processes(os.getpid()) - _others()
        ours = await time_starts(tape, lambda: rig.play(pad), lambda _: rig.post(audio.Stop()))
        theirs = await time_starts(tape, lambda: _paplay(pad), _end)
        report["start_ms"] = {"ours": _ms(ours), "paplay": _ms(theirs)}
        report["cpu_percent"] = await _cost(rig, pad, engine)
        report["dropouts_under_load"] = await _loaded(rig, pad)
        report["dropouts_while_listening"] = await _beside(rig, pad, neighbour)
        report["switch_ms"] = _ms(await _switched(rig, pad))
    return report


def _others() -> set[int]:
    """Return our processes except the engine."""
    found = set()
    for process in child_processes(os.getpid()):
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        if b"actors.audio.child" not in command:
            found.add(process)
    return found


def _paplay(pad: Sample) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["paplay", os.fsdecode(pad.path)], stderr=subprocess.DEVNULL)


def _end(process: object) -> None:
    if isinstance(process, subprocess.Popen):
        process.kill()
        process.wait()


async def _cost(rig: Rig, pad: Sample, engine: int) -> dict[str, float]:
    _forget(rig)
    rig.play(pad, loop=True)
    await rig.until(audio.Started)
    await trio.sleep(1)  # the start is not measured
    before, own = cpu_seconds(engine), _own()
    await trio.sleep(PLAYED)
    figures = {
        "engine": round(100 * (cpu_seconds(engine) - before) / PLAYED, 1),
        "app": round(100 * (_own() - own) / PLAYED, 1),
    }
    rig.post(audio.Stop())
    await rig.until(audio.Stopped)
    return figures


def _own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _loaded(rig: Rig, pad: Sample) -> dict[str, float]:
    """Count dropouts while every core is busy at lower priority."""
    before = _dropouts(rig)
    workers = [multiprocessing.Process(target=burn_cpu) for _ in range(os.cpu_count() or 1)]
    for worker in workers:
        worker.start()
    try:
        _forget(rig)
        rig.play(pad, loop=True)
        await trio.sleep(LOADED)
    finally:
        for worker in workers:
            worker.kill()
    rig.post(audio.Stop())
    await rig.until(audio.Stopped)
    return {"seconds": LOADED, "dropouts": _dropouts(rig) - before}


async def _beside(rig: Rig, pad: Sample, folder: Path) -> dict[str, float]:
    """Count dropouts while a large library is open, scanned and embedded."""
    async with background_load(folder):
        before = _dropouts(rig)
        _forget(rig)
        rig.play(pad, loop=True)
        await trio.sleep(MONITORED)
    rig.post(audio.Stop())
    await rig.until(audio.Stopped)
    return {"seconds": MONITORED, "dropouts": _dropouts(rig) - before}


def _forget(rig: Rig) -> None:
    """Discard past events."""
    while not rig.nothing_more():
        pass


def _dropouts(rig: Rig) -> int:
    found = [event for event in rig.heard if isinstance(event, audio.OutputChanged)]
    return found[-1].output.dropouts if found else 0


async def _switched(rig: Rig, pad: Sample) -> list[float]:
    """Return the seconds from a change of output to sound on it, while a pad plays."""
    _forget(rig)
    rig.play(pad, loop=True)
    await rig.until(audio.Started)
    took = []
    for number in range(SWITCHES):
        await trio.sleep(0.5)  # it plays for a while in between
        _forget(rig)
        begun = time.monotonic()
        rig.post(audio.SetOutputConfig(OutputConfig(buffer=512 if number % 2 else 1024)))
        await rig.until(audio.Started)
        took.append(time.monotonic() - begun)
    rig.post(audio.Stop())
    await rig.until(audio.Stopped)
    return took


def _ms(seconds: list[float]) -> dict[str, float]:
    p95 = float(np.percentile(seconds, 95))
    return {"p50": round(statistics.median(seconds) * 1e3, 1), "p95": round(p95 * 1e3, 1)}


def main() -> None:
    """Print readable lines, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench output", description=__doc__)
    words.add_argument("--buffers", type=int, nargs="+", default=[64, 128, 256, 512])
    words.add_argument("--rounds", type=int, default=40)
    given = words.parse_args()
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    result: dict[str, object] = {"bench": "output"}
    with tempfile.TemporaryDirectory(prefix="sempal-output-") as folder:
        report = trio.run(measure_on_pulse, Path(folder))
    result.update(report)
    for name, figures in report.items():
        print(f"{name}: {figures}")
    if lacking := missing():
        print(f"latency by buffer size skipped: needs {lacking}")
    else:
        for buffer in given.buffers:
            figures = measure_buffer(buffer, "inbox", given.rounds)["ready"]
            result[f"latency_{buffer}"] = {name: round(one, 2) for name, one in figures.items()}
            print(
                f"{buffer} frames: p50 {figures['p50_ms']:.1f} ms, p95 {figures['p95_ms']:.1f} ms"
                f" (two buffers are {2e3 * buffer / RATE:.1f} ms)"
            )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
