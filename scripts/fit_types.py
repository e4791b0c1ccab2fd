"""Fit the type classifier: `python -m scripts.fit_types PACKAGES [WORK]`.

Writes `data/models/types.npz`. It learns from the sounds of `scripts/fit_concepts.py`, of which
kinds tell types, with their variants; and once more from recordings that are surely of one type
(`scripts/labelling/recordings.py`) and the demo: sounds under CC0, public domain, MIT, BSD or CC BY
and of our own synthesis only. Of the latter every sound is augmented `DISGUISES` times, one of a
scarce type `MORE` times, up to half an octave lower or higher (`scripts/labelling/disguises.py`):
this improves recall of claps of other packs. PACKAGES and WORK are those of
`scripts/fit_concepts.py`.

The shipped file is reproduced byte for byte with single-threaded linear algebra (`OMP_NUM_THREADS=1
OPENBLAS_NUM_THREADS=1`) on x86-64; more threads change the order of summation, and weights by 1e-7.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.model_files.loader import open_default_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.types.classifier import FILE, ONE_SHOTS, class_probabilities, classifier_inputs
from models.types.sound_type import SoundType
from scripts.fit_concepts import Labelled, training_sounds
from scripts.labelling.feature_cache import MODELS, FeatureCache, Variant
from scripts.labelling.recordings import recordings
from scripts.labelling.types_of_kinds import type_of

DISGUISES, APART = 2, 0.5
"""Augmentations per sound, and maximum transposition in octaves."""
SCARCE, MORE = {SoundType.CLAP, SoundType.HAT}, 5
"""Types with the fewest recordings, and the augmentations of each of their sounds."""
SEEDS = 10
"""Augmentation seeds per sound: raising the number of augmentations keeps the first ones."""
CALM = 0.03
"""L2 penalty on the weights."""
RARE = 0.7
"""Exponent of the inverse class frequency used as class weight.

Source: `scripts/bench types`, tuning packs: with 0.5 hats and claps are hardly detected, with 1
instruments are classified as whatever is rare.
"""
SCALE = 0.85
"""Factor of the weights, at which types are right at least as often as their confidence tells.

Source: `scripts/bench types`. Tuning packs alone would allow 1.4, other packs do not.
"""
ROUNDS = 400
Array = NDArray[np.float64]


def variants(path: Path, number: int, kind: SoundType) -> Iterator[Variant]:
    """Yield a sound and its variants."""
    chance = np.random.default_rng(number)
    count = MORE if kind in SCARCE else DISGUISES
    yield Variant(path)
    for seed in range(number * SEEDS + 1, number * SEEDS + 1 + count):
        yield Variant(path, float(2 ** chance.uniform(-APART, APART)), seed)


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


def typed(labelled: Labelled) -> tuple[NDArray[np.float32], list[SoundType]]:
    """Return the features and types of those sounds of which kinds tell one type."""
    groups = shipped_vocabulary().groups
    listed = list(groups)
    found = [
        type_of((listed[at] for at in np.flatnonzero(row)), groups) for row in labelled.kinds > 0
    ]
    kept = [at for at, kind in enumerate(found) if kind is not None]
    return labelled.features[kept], [kind for kind in found if kind is not None]


def recorded(packages: Path, work: Path) -> tuple[NDArray[np.float32], list[SoundType]]:
    """Return the features and types of recordings and their variants."""
    rows = list(recordings(packages, work / "recordings"))
    pairs = [
        (one, kind)
        for number, (path, kind) in enumerate(rows)
        for one in variants(path, number, kind)
    ]
    features = FeatureCache(work / "features.db").features([one for one, _ in pairs])
    there = [at for at, one in enumerate(features) if one is not None]
    return np.array([features[at] for at in there], np.float32), [pairs[at][1] for at in there]


def main() -> None:
    """Fit, and write the file."""
    packages = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="sempal-types-") as scratch:
        work = Path(sys.argv[2] if len(sys.argv) > 2 else scratch)
        one, first = typed(training_sounds(packages, work))
        other, second = recorded(packages, work)
    write_classifier(np.vstack([one, other]), [*first, *second])


def write_classifier(features: NDArray[np.float32], types: list[SoundType]) -> None:
    """Fit to features, float32 [sounds, features], and write the file."""
    space = open_default_model(MODELS).space
    vectors = classifier_inputs(space, features).astype(np.float64)
    loops = np.array([kind is SoundType.LOOP for kind in types])
    classes = np.array([ONE_SHOTS.index(kind) for kind in types if kind is not SoundType.LOOP])
    weights = SCALE * fit_weights(vectors[~loops], classes, len(ONE_SHOTS))
    loop = SCALE * fit_weights(vectors, loops.astype(np.intp), 2)
    np.savez(MODELS / FILE, types=weights.astype(np.float32), loop=loop.astype(np.float32))
    print(f"{len(types)} sounds and variants")


if __name__ == "__main__":
    main()
