"""Embedding throughput of one-shots: the app's worker processes against a naive script.

Needs: samples.

The naive script is `librosa.load`, librosa's mel spectrogram and the network in full precision,
file by file, with all the threads these take. The machine's speed is measured by the full network
alone on one second of audio: 8.6 ms on the machine the target was set for.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import soundfile
import trio

from actors.embeddings.batches import run_rounds
from actors.embeddings.job import BATCH
from actors.embeddings.worker_pool import SIZE, WorkerPool
from models.audio.units import SampleId, SourceId
from models.embedding.default_model import FULL
from models.embedding.frontend.mel import BANDS, LOUDEST, NETWORK_HOP
from models.embedding.frontend.normalised_sound import RATE
from models.embedding.frontend.spectrum import SIZE as WINDOW
from models.embedding.network import INPUT, Network
from models.library.features import SampleFeatures
from models.library.sample import Sample

ROOT = Path(__file__).parents[2]
LONGEST = 2.0
"""Maximum length of a one-shot in seconds."""
COUNT, PLAINLY = 1600, 200
TARGET, SECOND, PACE = 300, 48, 8.6
"""Files per second on a machine whose full network takes `PACE` ms for `SECOND` windows."""


def one_shots() -> list[Path]:
    """Return short sounds of the demo library and of sonic-pi-samples."""
    folders = (ROOT / "data" / "demo", Path(os.environ["SEMPAL_TEST_SAMPLES"]))
    paths = sorted(path for folder in folders for path in folder.rglob("*.*") if path.is_file())
    found = []
    for path in paths:
        try:
            if soundfile.info(path).duration <= LONGEST:
                found.append(path)
        except soundfile.SoundFileError:
            continue
    return found


def cpu_seconds(processes: list[int]) -> float:
    """Return the CPU seconds of processes."""
    ticks = 0
    for number in processes:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def time_worker_pool(paths: list[Path]) -> tuple[float, float]:
    """Return wall-clock seconds of the started worker processes, and their CPU seconds."""
    samples = [
        Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name)
        for number, path in enumerate(paths, 1)
    ]
    rest = list(samples)

    async def take(_after: SampleId) -> tuple[Sample, ...]:
        batch = tuple(rest[:BATCH])
        del rest[:BATCH]
        return batch

    async def keep(features: tuple[SampleFeatures, ...]) -> None:
        for problem in (one.reason for one in features if one.reason):
            sys.exit(f"embed: {problem}")

    async with trio.open_nursery() as nursery:
        pool = WorkerPool(nursery)
        await pool.process(tuple(samples[: SIZE * 4]))
        begun, before = time.perf_counter(), cpu_seconds(pool.numbers)
        await run_rounds(take, pool.process, keep)
        took, busy = time.perf_counter() - begun, cpu_seconds(pool.numbers) - before
        nursery.cancel_scope.cancel()
    return took, busy


def time_naive_script(paths: list[Path]) -> float:
    """Return the seconds of the naive script."""
    import librosa
    import onnxruntime as ort

    warnings.simplefilter("ignore")  # it warns about short sounds

    session = ort.InferenceSession(ROOT / "data" / "models" / FULL)
    begun = time.perf_counter()
    for path in paths:
        wave, _ = librosa.load(path, sr=RATE)
        bands = librosa.feature.melspectrogram(
            y=wave, sr=RATE, n_fft=WINDOW, hop_length=NETWORK_HOP, n_mels=BANDS, htk=True
        )
        seen = np.log10(1e4 * bands.T + 1) / LOUDEST
        padded = np.pad(seen, ((0, max(0, 16 - len(seen))), (0, 0)))
        session.run(None, {INPUT: padded[None].astype(np.float32)})
    return time.perf_counter() - begun


def time_full_network() -> float:
    """Return the milliseconds the full network takes for one second of audio here."""
    network = Network(ROOT / "data" / "models" / FULL)
    picture, found = np.zeros((SECOND, BANDS), np.float32), []
    for _ in range(30):
        begun = time.perf_counter()
        network(picture)
        found.append(time.perf_counter() - begun)
    return statistics.median(found) * 1e3


def main() -> None:
    """Print a readable line and a line of JSON."""
    known = one_shots()
    paths = (known * -(-COUNT // len(known)))[:COUNT]
    took, busy = trio.run(time_worker_pool, paths)
    few = known[:PLAINLY]
    time_naive_script(few[:5])  # warm-up: exclude compilation at the first call
    rate, plain = COUNT / took, len(few) / time_naive_script(few)
    length = statistics.median(soundfile.info(path).duration for path in known)
    alone = time_full_network()
    due = TARGET * PACE / alone
    print(
        f"{COUNT} one-shots (median {length:.2f} s): {SIZE} processes {rate:.0f} files/s,"
        f" {busy / COUNT * 1e3:.1f} ms CPU each, naive script {plain:.0f} files/s;"
        f" the full network alone {alone:.1f} ms per second of audio: target {due:.0f} files/s"
    )
    result = {"bench": "embed", "files": COUNT, "median_s": length, "processes": SIZE}
    result |= {
        "files_per_s": rate,
        "processor_ms_per_file": busy / COUNT * 1e3,
        "target_files_per_s": TARGET,
        "full_network_ms_per_s": alone,
        "target_on_this_machine": due,
    }
    print(json.dumps(result | {"baseline_librosa_files_per_s": plain}))


if __name__ == "__main__":
    main()
