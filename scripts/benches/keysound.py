"""Latency from a play command until its first frame leaves for the device.

Needs: screen, sound.

Each round posts a `Play` to the audio actor at another phase of the buffer and ends with the buffer
that carries the first frame: that is when hardware would have all of it. The engine process plays
on jackd's dummy driver, where a recorder timestamps every frame. Ready sounds are preloaded, like
the neighbours of a list row; fresh ones are read from their file. Rounds with an xrun in server or
recorder are discarded and counted.

The only baseline is the floor: a command waits half a buffer on average, one at most, for the next
to begin, which takes one buffer to fill.

With `--window` it measures from outside instead: see `keypress/window.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.audio.actor import AudioActor
from actors.kernel.mailbox import Mailbox
from actors.messages import audio
from models.audio.output_config import JACK, OutputConfig
from models.audio.units import Frames, Hertz, SampleId, SourceId, Ticket
from models.library.sample import Sample
from scripts.benches import neighbour
from scripts.benches.keypress import window
from tests.sound.jack import Jack, Recording, missing, recorded

RATE, LENGTH = 48_000, 960
STEP = 2.0**-10
"""Level of each file is its number times this, so that recordings identify the file."""
APART = 0.06
"""Minimum seconds between rounds; a random time is added."""
SLACK = 0.005
"""Allowance for the app beyond two buffers, in seconds."""


@dataclass(frozen=True)
class Round:
    """One play command."""

    number: int
    """File number."""
    begun: float
    """Start in seconds, monotonic."""


@dataclass(frozen=True)
class Outcome:
    """Latencies of one kind of sound."""

    took: list[float]
    """Seconds of each valid round."""
    discarded: int

    def figures(self) -> dict[str, float]:
        """Return the reported figures, times in milliseconds."""
        p50, p95 = np.percentile(self.took, (50, 95)) * 1e3
        return {
            "p50_ms": float(p50),
            "p95_ms": float(p95),
            "max_ms": max(self.took) * 1e3,
            "rounds": len(self.took),
            "discarded": self.discarded,
        }


Press = Callable[[Sample], float]
"""Starts a round with a sample; returns the start in seconds, monotonic."""


class Inbox:
    """Starts a round by posting the command, as the session does."""

    def __init__(self, inbox: Mailbox[audio.Command]) -> None:
        self._inbox, self._ticket = inbox, 0

    def __call__(self, sample: Sample) -> float:
        """Post a `Play`."""
        self._ticket += 1
        begun = time.monotonic()
        self._inbox.slot.post(audio.Play(Ticket(self._ticket), sample))
        return begun


STARTS: dict[str, Callable[[Mailbox[audio.Command]], Press]] = {"inbox": Inbox}
"""Start points of a round; a key press in the window could be another."""


def write_sounds(folder: Path, count: int) -> list[Sample]:
    """Write sounds that start at frame 0, each at its own level."""
    made = []
    for number in range(1, count + 1):
        path = folder / f"Sound {number:04}.wav"
        soundfile.write(path, np.full((LENGTH, 2), number * STEP), RATE, subtype="FLOAT")
        frames, rate = Frames(LENGTH), Hertz(RATE)
        made.append(Sample(SampleId(number), SourceId(1), bytes(path), path.name, frames, rate, 2))
    return made


@asynccontextmanager
async def run_actor(buffer: int) -> AsyncGenerator[Mailbox[audio.Command]]:
    """Run the app's audio actor on JACK."""
    inbox, events = Mailbox[audio.Command](64), Mailbox[audio.Event](64)

    async def record() -> None:
        while True:
            event = await events.receive()
            if isinstance(event, audio.PlayFailed | audio.OutputLost):
                sys.exit(f"keysound: {event.reason}")

    settings = OutputConfig(host=JACK, rate=Hertz(RATE), buffer=buffer)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(AudioActor(inbox, events.address, settings).run)
        with trio.fail_after(20):
            while not isinstance(event := await events.receive(), audio.OutputChanged):
                pass
        if event.output.silent or event.output.buffer != buffer:
            sys.exit(f"keysound: wrong output: {event.output}")
        nursery.start_soon(record)
        yield inbox
        nursery.cancel_scope.cancel()


async def play_rounds(press: Press, samples: list[Sample], chance: random.Random) -> list[Round]:
    """Play each sample once."""
    done = []
    for sample in samples:
        await trio.sleep(APART + chance.random() * 0.02)
        done.append(Round(int(sample.id), press(sample)))
    await trio.sleep(2 * APART)
    return done


def evaluate(recording: Recording, done: list[Round]) -> Outcome:
    """Find the sound of every round in the recording."""
    sounding = np.rint(recording.frames[:, 0] / STEP).astype(int)
    took, discarded = [], 0
    for index, one in enumerate(done):
        until = done[index + 1].begun if index + 1 < len(done) else one.begun + 2 * APART
        first = np.flatnonzero(sounding == one.number)
        begun = _cycle_at(recording, one.begun)
        ended = recording.cycle(int(first[0])) if len(first) else _cycle_at(recording, until)
        if recording.flawed[max(0, begun - 1) : ended + 2].any():
            discarded += 1
        elif not len(first):
            sys.exit(f"keysound: sound {one.number} is not in the recording")
        else:
            took.append(recording.out_at(int(first[0])) - one.begun)
    if not took:
        sys.exit("keysound: every round had an xrun; the machine is too busy")
    buffer = float(recording.cycles["frames"][0]) / recording.rate
    if min(took) < 0 or np.median(took) < buffer:  # a buffer takes its length to fill
        sys.exit(f"keysound: the clocks disagree: {min(took) * 1e3:.1f} ms is impossible")
    return Outcome(took, discarded)


def _cycle_at(recording: Recording, at: float) -> int:
    return int(np.searchsorted(recording.cycles["begun"], at * 1e9, "right")) - 1


async def measure(
    jack: Jack, start: str, samples: list[Sample], chance: random.Random
) -> dict[str, Outcome]:
    """Measure ready and fresh sounds."""
    half = len(samples) // 2
    ready, fresh = samples[:half], samples[half:]
    seconds = len(samples) * (APART + 0.03) + 5
    done: dict[str, list[Round]] = {}
    async with run_actor(jack.period) as inbox:
        press = STARTS[start](inbox)
        inbox.slot.post(audio.Prepare(tuple(ready)))
        await trio.sleep(0.5)  # they are decoded by then
        with recorded(jack, seconds=seconds) as tape:
            done["ready"] = await play_rounds(press, ready, chance)
            done["fresh"] = await play_rounds(press, fresh, chance)
    return {kind: evaluate(tape.recording, some) for kind, some in done.items()}


async def measure_busy(
    folder: Path, jack: Jack, start: str, samples: list[Sample], chance: random.Random
) -> dict[str, Outcome]:
    """Measure while the rest of the app is busy."""
    async with neighbour.background_load(folder):
        return await measure(jack, start, samples, chance)


def measure_buffer(
    buffer: int, start: str, count: int, *, busy: bool = False
) -> dict[str, dict[str, float]]:
    """Measure with `buffer` frames; return the figures of each kind of sound."""
    jack = Jack(buffer, RATE)
    jack.start()
    os.environ.update(jack.environment)
    try:
        with tempfile.TemporaryDirectory(prefix="sempal-keysound-") as folder:
            samples = write_sounds(Path(folder), 2 * count)
            chance = random.Random(buffer)  # noqa: S311 - times, not secrets
            if busy:
                outcomes = trio.run(measure_busy, Path(folder), jack, start, samples, chance)
            else:
                outcomes = trio.run(measure, jack, start, samples, chance)
    finally:
        jack.end()
    return {kind: outcome.figures() for kind, outcome in outcomes.items()}


def main() -> None:
    if "--window" in sys.argv[1:]:
        window.main([word for word in sys.argv[1:] if word != "--window"])
        return
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=100, help="per kind of sound, at most 120")
    words.add_argument("--buffers", type=int, nargs="+", default=[128, 256])
    words.add_argument(
        "--busy",
        action="store_true",
        help="with 56 000 rows open, while a folder is scanned and sounds are embedded",
    )
    words.add_argument("--from", dest="start", choices=sorted(STARTS), default="inbox")
    given = words.parse_args()
    if lacking := missing():
        sys.exit(f"keysound needs {lacking}")
    # On SIGTERM, exit normally to stop the JACK server that this started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    result: dict[str, object] = {"bench": "keysound", "from": given.start, "busy": given.busy}
    for buffer in given.buffers:
        target = 2 * buffer / RATE + SLACK
        figures = measure_buffer(buffer, given.start, min(120, given.rounds), busy=given.busy)
        for kind, values in figures.items():
            print(
                f"{buffer} frames, {kind} sounds: p50 {values['p50_ms']:.1f} ms,"
                f" p95 {values['p95_ms']:.1f} ms, max {values['max_ms']:.1f} ms"
                f" (floor {buffer / RATE * 1e3:.1f} to {2 * buffer / RATE * 1e3:.1f} ms,"
                f" target p95 {target * 1e3:.1f} ms);"
                f" {values['rounds']} rounds, {values['discarded']} discarded"
            )
        rounded = {k: {n: round(v, 3) for n, v in some.items()} for k, some in figures.items()}
        result[str(buffer)] = {**rounded, "target_p95_ms": round(target * 1e3, 3)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
