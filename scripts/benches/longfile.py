"""Start latency at any position of a three-hour sound, and its memory use.

Needs: sound.

Runs through the audio actor and the real engine on PulseAudio; times are from the command to the
event that playback runs from there. Memory is the growth of app, engine process and shared memory.
The baseline, in the same run, reads the whole file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.messages import audio
from models.audio.units import Frames, SampleId, SourceId, Ticket
from models.library.sample import Sample
from tests.sound.test_long_files import MINUTES, playing, shared_memory, write_flac, write_wav

SEEKS = 40


def resident_bytes() -> int:
    """Return the private resident bytes of this process."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in fields if line.startswith("RssAnon:"))


async def measure(sample: Sample) -> dict[str, float]:
    """Return the figures of one file."""
    chance = random.Random(1)  # noqa: S311 - must be repeatable
    took: list[float] = []
    before, grown = shared_memory() + resident_bytes(), 0
    async with playing() as ends:
        begun = time.perf_counter()
        ends.inbox.slot.post(audio.Play(Ticket(1), sample))
        await ends.until(audio.Started)
        start = time.perf_counter() - begun
        for _ in range(SEEKS):
            await trio.sleep(0.15 + chance.random() * 0.05)
            begun = time.perf_counter()
            await ends.seek(chance.randrange(MINUTES * 60 - 20) * sample.rate)
            took.append(time.perf_counter() - begun)
            grown = max(grown, shared_memory() + resident_bytes() - before)
    p50, p95 = np.percentile(took, (50, 95)) * 1e3
    return {
        "start_ms": round(start * 1e3, 1),
        "seek_p50_ms": round(float(p50), 1),
        "seek_p95_ms": round(float(p95), 1),
        "memory_mb": round(grown / 1e6, 1),
    }


def time_whole_file(path: Path) -> float:
    """Return the estimated seconds to read the file: ten times that of a tenth."""
    begun = time.perf_counter()
    with soundfile.SoundFile(path) as file:
        left = len(file) // 10
        while left > 0 and len(block := file.read(min(left, 1 << 20), dtype="float32")):
            left -= len(block)
    return 10 * (time.perf_counter() - begun)


def main() -> None:
    """Print one line per format."""
    argparse.ArgumentParser(prog="scripts/bench longfile", description=__doc__).parse_args()
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    report: dict[str, object] = {"bench": "longfile"}
    with tempfile.TemporaryDirectory(prefix="sempal-longfile-") as folder:
        for write, kind in ((write_wav, "wav"), (write_flac, "flac")):
            path = Path(folder) / f"hours.{kind}"
            rate = write(path)
            frames = Frames(soundfile.info(path).frames)
            sample = Sample(SampleId(1), SourceId(1), bytes(path), path.name, frames, rate, 2)
            figures = trio.run(measure, sample)
            read = time_whole_file(path)
            report[kind] = {**figures, "read_whole_s": round(read, 1)}
            print(
                f"3 h {kind}: starts after {figures['start_ms']} ms; seek p50"
                f" {figures['seek_p50_ms']} ms, p95 {figures['seek_p95_ms']} ms (target 50);"
                f" {figures['memory_mb']} MB (target 200); whole file {read:.1f} s"
            )
    print(json.dumps(report))


if __name__ == "__main__":
    main()
