"""Fit the type classifier: `python -m scripts.fit_types LABELLED.csv`.

Writes `data/models/types.npz`. The table has the columns path, type (a value of `SoundType`) and
pack; it comes from `scripts/label_sounds.py`, which takes sounds under CC0, MIT, BSD or CC BY and
of our own synthesis only. Every sound is augmented `DISGUISES` times, one of a scarce type `MORE`
times, up to half an octave lower or higher (`scripts/labelling/disguises.py`): this improves recall
of claps of other packs. Confidence is calibrated pack by pack, with weights fitted on the other
packs.

The shipped file is reproduced byte for byte with single-threaded linear algebra (`OMP_NUM_THREADS=1
OPENBLAS_NUM_THREADS=1`) on x86-64 with the full network; more threads change the order of
summation, and weights by 1e-7.
"""

from __future__ import annotations

import csv
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from actors.model_files.loader import open_default_model
from models.embedding.default_model import DefaultModel
from models.embedding.frontend.normalised_sound import READ, Unusable
from models.types.classifier import FILE, ONE_SHOTS, class_probabilities, classifier_inputs
from models.types.sound_type import SoundType
from scripts.labelling.disguises import augment

MODELS = Path(__file__).parents[1] / "data" / "models"
DISGUISES, APART = 2, 0.5
"""Augmentations per sound, and maximum transposition in octaves."""
SCARCE, MORE = {SoundType.CLAP.value, SoundType.HAT.value}, 5
"""Types with the fewest recordings, and the augmentations of each of their sounds."""
SEEDS = 10
"""Augmentation seeds per sound: raising the number of augmentations keeps the first ones."""
CALM = 0.03
"""L2 penalty on the weights."""
RARE = 0.7
"""Exponent of the inverse class frequency used as class weight.

Source: `scripts/bench types`, packs allowed for tuning: with 0.5 hats and claps are hardly
detected, with 1 instruments are classified as whatever is rare.
"""
ROUNDS = 400
HELD = 0.5
"""Maximum share of a type's sounds in a pack that is held out for calibration.

If a pack held more, its type would not be learned at all, so it would say nothing about the others.
"""
TRUST = np.geomspace(0.2, 1.2, 25)
Array = NDArray[np.float64]


@cache
def model() -> DefaultModel:
    return open_default_model(MODELS)


def embed(job: tuple[str, float, int]) -> NDArray[np.float32] | None:
    path, speed, seed = job
    with soundfile.SoundFile(path) as file:
        audio = file.read(int(READ * file.samplerate), dtype="float32", always_2d=True).T
        try:
            if seed:
                mono = audio.mean(0).astype(np.float64)
                audio = augment(mono, file.samplerate, seed).astype(np.float32)
            return model().embed(np.ascontiguousarray(audio), int(file.samplerate * speed))
        except Unusable:
            return None


def variants(path: str, number: int, kind: str) -> list[tuple[str, float, int]]:
    """Return the variants of a sound: path, speed, and augmentation seed; 0 for none."""
    chance = np.random.default_rng(number)
    count = MORE if kind in SCARCE else DISGUISES
    seeds = range(number * SEEDS + 1, number * SEEDS + 1 + count)
    return [(path, 1.0, 0)] + [
        (path, float(2 ** chance.uniform(-APART, APART)), seed) for seed in seeds
    ]


def fit_weights(vectors: Array, classes: NDArray[np.intp], count: int) -> Array:
    """Return weights by Nesterov's accelerated gradient; rare classes are weighted up."""
    sizes = np.maximum(np.bincount(classes, minlength=count), 1)
    share = (1 / sizes[classes]) ** RARE
    share /= share.sum()
    full = np.hstack([vectors, np.ones((len(vectors), 1))])
    step = 1 / (0.25 * np.linalg.norm(full * share[:, None] ** 0.5, 2) ** 2 + CALM)
    ahead = weights = np.zeros((full.shape[1], count))
    pace, wanted = 1.0, np.eye(count)[classes]
    for _ in range(ROUNDS):
        wrong = class_probabilities(full[:, :-1], ahead) - wanted
        held = CALM * ahead
        held[-1] = 0
        newer = ahead - step * (full.T @ (wrong * share[:, None]) + held)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead = newer + (pace - 1) / faster * (newer - weights)
        weights, pace = newer, faster
    return weights


def confidence_scale(vectors: Array, classes: NDArray[np.intp], packs: NDArray[np.str_]) -> float:
    """Return the scale of the weights with the best likelihood on held-out packs."""
    scores: list[Array] = []
    right: list[NDArray[np.intp]] = []
    sizes = np.bincount(classes, minlength=len(ONE_SHOTS))
    for pack in sorted(set(packs.tolist())):
        out = packs == pack
        if (np.bincount(classes[out], minlength=len(ONE_SHOTS)) > HELD * sizes).any():
            continue
        weights = fit_weights(vectors[~out], classes[~out], len(ONE_SHOTS))
        scores.append(vectors[out] @ weights[:-1] + weights[-1])
        right.append(classes[out])
    predicted, wanted = np.vstack(scores), np.concatenate(right)

    def surprise(factor: float) -> float:
        lines = factor * predicted
        lines -= lines.max(1, keepdims=True)
        chosen = lines[np.arange(len(wanted)), wanted]
        return float((np.log(np.exp(lines).sum(1)) - chosen).mean())

    return float(min(TRUST, key=surprise))


def main() -> None:
    with Path(sys.argv[1]).open() as file:
        labelled = list(csv.DictReader(file))
    variants_of = [variants(row["path"], at, row["type"]) for at, row in enumerate(labelled)]
    jobs = [job for ways in variants_of for job in ways]
    rows = [row for row, ways in zip(labelled, variants_of, strict=True) for _ in ways]
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(embed, jobs, chunksize=16))
    kept = [at for at, one in enumerate(found) if one is not None]
    vectors = classifier_inputs(model().space, np.array([found[at] for at in kept])).astype(
        np.float64
    )
    types = np.array([rows[at]["type"] for at in kept])
    packs = np.array([rows[at]["pack"] for at in kept])
    loops = types == SoundType.LOOP.value
    names = [one.value for one in ONE_SHOTS]
    classes = np.array([names.index(one) for one in types[~loops]])
    single = vectors[~loops]
    factor = confidence_scale(single, classes, packs[~loops])
    weights = factor * fit_weights(single, classes, len(ONE_SHOTS))
    loop = factor * fit_weights(vectors, loops.astype(np.intp), 2)
    np.savez(MODELS / FILE, types=weights.astype(np.float32), loop=loop.astype(np.float32))
    print(f"{len(kept)} sounds of {len(set(packs))} packs; confidence scale {factor:.2f}")


if __name__ == "__main__":
    main()
