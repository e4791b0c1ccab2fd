"""Embedding throughput of one-shots: the app's worker processes against a naive script.

Needs: samples.

The naive script is `librosa.load`, librosa's mel spectrogram and the network in full precision,
file by file, with all the threads these take. The machine's speed is measured by the full network
alone on one second of audio: 8.6 ms on the machine the target was set for.
"""

from __future__ import annotations

import json
import statistics
import time
import warnings
from pathlib import Path

import numpy as np
import soundfile
import trio

from actors.embeddings.job import BATCH
from actors.embeddings.local_executor import SIZE, LocalExecutor
from models.embedding.default_model import FULL
from models.embedding.frontend.mel import BANDS, LOUDEST, NETWORK_HOP
from models.embedding.frontend.normalised_sound import RATE
from models.embedding.frontend.spectrum import SIZE as WINDOW
from models.embedding.network import INPUT, Network
from scripts.benches.workload.worker_rounds import ROOT, Round, one_shots, run_round

COUNT, PLAINLY = 1600, 200
TARGET, SECOND, PACE = 300, 48, 8.6
"""Files per second on a machine whose full network takes `PACE` ms for `SECOND` windows."""


async def time_worker_pool(paths: list[Path]) -> Round:
    """Return the figures of the app's worker processes."""
    async with trio.open_nursery() as nursery:
        found = await run_round(LocalExecutor(nursery), paths, BATCH)
        nursery.cancel_scope.cancel()
    return found


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
    paths = one_shots(COUNT)
    found = trio.run(time_worker_pool, paths)
    few = sorted(set(paths))[:PLAINLY]
    time_naive_script(few[:5])  # warm-up: exclude compilation at the first call
    rate, plain = COUNT / found.wall, len(few) / time_naive_script(few)
    length = statistics.median(soundfile.info(path).duration for path in set(paths))
    alone = time_full_network()
    due = TARGET * PACE / alone
    print(
        f"{COUNT} one-shots (median {length:.2f} s): {SIZE} processes {rate:.0f} files/s,"
        f" {found.cpu / COUNT * 1e3:.1f} ms CPU each, naive script {plain:.0f} files/s;"
        f" the full network alone {alone:.1f} ms per second of audio: target {due:.0f} files/s"
    )
    result = {"bench": "embed", "files": COUNT, "median_s": length, "processes": SIZE}
    result |= {
        "files_per_s": rate,
        "processor_ms_per_file": found.cpu / COUNT * 1e3,
        "target_files_per_s": TARGET,
        "full_network_ms_per_s": alone,
        "target_on_this_machine": due,
    }
    print(json.dumps(result | {"baseline_librosa_files_per_s": plain}))


if __name__ == "__main__":
    main()
