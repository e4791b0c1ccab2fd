"""Which copies in other forms are found to be duplicates, and which other sounds.

For each form: what the null test leaves, in dB, which part of the copies leaves little
enough, and how alike their vectors are (pairs below `candidates.ALIKE` are not tested).
For other sounds: the pairs that are most alike.

Needs: samples.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import soundfile
import soxr

from actors.embeddings.duplicates.comparing import compared
from actors.embeddings.listening import Unheard, features, loaded
from models.duplicates.candidates import ALIKE
from models.duplicates.null import SAME, Audio
from models.embedding.features import all_unpacked

LONGEST = 10.0
OTHERS = 300
"""Pairs of other sounds, the most alike first."""
Form = Callable[[Audio, int], tuple[Audio, int]]


def _trimmed(audio: Audio, rate: int) -> tuple[Audio, int]:
    loud = np.flatnonzero(np.abs(audio).max(1) > 0.01 * np.abs(audio).max())
    return audio[loud[0] : loud[-1] + 1], rate


FORMS: Mapping[str, tuple[str, str | None, Form]] = {
    "16 bit, -6 dB": ("wav", "PCM_16", lambda audio, rate: (audio * 0.5, rate)),
    "24 bit, other polarity": ("wav", "PCM_24", lambda audio, rate: (-0.9 * audio, rate)),
    "vorbis": ("ogg", None, lambda audio, rate: (audio * 0.9, rate)),
    "mp3": ("mp3", None, lambda audio, rate: (audio * 0.9, rate)),
    "48 kHz": ("wav", None, lambda audio, rate: (soxr.resample(audio, rate, 48e3) * 0.8, 48_000)),
    "22 kHz": ("wav", None, lambda audio, rate: (soxr.resample(audio, rate, 22050) * 0.8, 22_050)),
    "mono": ("wav", None, lambda audio, rate: (audio.mean(1, keepdims=True), rate)),
    "later": ("wav", None, lambda audio, rate: (np.pad(audio, ((1234, 0), (0, 0))), rate)),
    "trimmed at -40 dB": ("wav", None, _trimmed),
}


def run(sounds: list[Path], folder: Path) -> dict[str, object]:
    """Measure copies of these sounds, and the sounds themselves."""
    model = loaded()
    heard = {path: features(model, os.fsencode(path)) for path in sounds}
    space = model.space.adapted(all_unpacked(list(heard.values())))
    vectors = {path: space.placed(all_unpacked([one]))[0] for path, one in heard.items()}
    told: dict[str, object] = {}
    for name, (ending, subtype, form) in FORMS.items():
        left, alike = [], []
        for path in sounds:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
            # Each copy has a name of its own: what is read is kept in mind.
            copy = folder / f"{path.stem} {name}.{ending}"
            soundfile.write(copy, *form(audio, rate), subtype=subtype)
            left.append(compared(os.fsencode(path), os.fsencode(copy)).left)
            try:
                vector = space.placed(all_unpacked([features(model, os.fsencode(copy))]))[0]
            except Unheard:
                vector = np.zeros(space.size, np.float32)
            alike.append(float(vectors[path] @ vector))
        told[name] = {
            "left median": round(float(np.median(left)), 1),
            "left most": round(max(left), 1),
            "proven": round(float(np.mean(np.array(left) <= SAME)), 3),
            "tested": round(float(np.mean(np.array(alike) >= ALIKE)), 3),
        }
    pairs = sorted(
        itertools.combinations(sounds, 2), key=lambda pair: -(vectors[pair[0]] @ vectors[pair[1]])
    )[:OTHERS]
    begun = time.perf_counter()
    others = [compared(os.fsencode(one), os.fsencode(other)).left for one, other in pairs]
    told["other sounds"] = {
        "left least": round(min(others), 1),
        "taken for one": sum(left <= SAME for left in others),
        "ms a pair": round(1e3 * (time.perf_counter() - begun) / len(pairs), 1),
    }
    return told


def main() -> None:
    """Print a line for each form."""
    parser = argparse.ArgumentParser(prog="scripts/bench duplicates", description=__doc__)
    parser.add_argument("--sounds", type=int, default=60)
    count = parser.parse_args().sounds
    paths = sorted(Path(os.environ["SEMPAL_TEST_SAMPLES"]).rglob("*.flac"))
    short = [path for path in paths if soundfile.info(path).duration < LONGEST]
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        told = run(
            [short[at] for at in np.random.default_rng(1).permutation(len(short))[:count]],
            Path(place),
        )
    for name, what in told.items():
        print(f"{name}: {what}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
