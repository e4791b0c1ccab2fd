"""Fit the type classifier: `python -m scripts.fit_types PACKAGES [WORK] [--calibrate]`.

Writes `data/models/types.npz`. It learns from the sounds of `scripts/fit_concepts.py`, of which
kinds tell types, with their variants; and once more from recordings that are surely of one type
(`scripts/labelling/recordings.py`), the demo and synthesisers (`scripts/labelling/synthesiser.py`):
sounds under CC0, public domain, MIT, BSD or CC BY and of our own synthesis only. Of the latter
every sound is augmented `DISGUISES` times, one of a scarce type `MORE` times, up to half an octave
lower or higher (`scripts/labelling/disguises.py`): this improves recall of claps of other packs.
PACKAGES and WORK are those of `scripts/fit_concepts.py`.

With single-threaded linear algebra (`OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1`) on x86-64 it writes
the same bytes again; more threads change the order of summation, and weights by 1e-7. How far the
shipped file, of an earlier list of sounds, is from a new fit is told in `data/README.md`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.model_files.loader import open_default_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.types.classifier import (
    FILE,
    ONE_SHOTS,
    Classifier,
    class_probabilities,
    classifier_inputs,
)
from models.types.sound_type import SoundType
from scripts.fit_concepts import Labelled, training_sounds
from scripts.labelling.feature_cache import MODELS, FeatureCache, Variant
from scripts.labelling.recordings import recordings
from scripts.labelling.synthesiser import synthesise_synths
from scripts.labelling.types_of_kinds import type_of

DISGUISES, APART = 2, 0.5
"""Augmentations per sound, and maximum transposition in octaves."""
SCARCE, MORE = {SoundType.CLAP, SoundType.HAT}, 5
"""Types with the fewest recordings, and the augmentations of each of their sounds."""
OTHERS = 5000
"""Number of the first synthesised synth: above those of all recordings."""
SEEDS = 10
"""Augmentation seeds per sound: raising the number of augmentations keeps the first ones."""
CALM = 0.03
"""L2 penalty on the weights."""
RARE = 0.7
"""Exponent of the inverse class frequency used as class weight.

Source: `scripts/bench types`, tuning packs: with 0.5 hats and claps are hardly detected, with 1
instruments are classified as whatever is rare.
"""
LIFTED = {SoundType.HAT: 1.5}
"""Factor of the class weight of types that are missed too often.

Source: `scripts/bench types`, mean recall of types on tuning packs: 0.717 without, 0.725 with it.
No tuning pack has synths; giving these a higher weight costs instruments more.
"""
SCALE = 0.85
"""Factor of the weights, on which only confidence depends: the largest that is honest at the top.

Source: of sounds with a confidence of 0.9 or more whose pack was left out of the fit, 9 of 10 are
to be right. Of sonic-pi, left out, and the tuning packs (`scripts/bench types`) together these
are 10 of 11; with 0.9, which the log loss allows, 22 of 26.
"""
CERTAIN = 0.9
"""Confidence of which `--calibrate` counts who is right."""
SCALES, FOLDS = tuple(round(0.05 * at, 2) for at in range(8, 33)), 4
ROUNDS = 400
FLOOR = 1e-9
"""Added to probabilities in logarithms."""
Array = NDArray[np.float64]


def variants(path: Path, number: int, kind: SoundType) -> Iterator[Variant]:
    """Yield a sound and its variants."""
    chance = np.random.default_rng(number)
    count = MORE if kind in SCARCE else DISGUISES
    yield Variant(path)
    for seed in range(number * SEEDS + 1, number * SEEDS + 1 + count):
        yield Variant(path, float(2 ** chance.uniform(-APART, APART)), seed)


def fit_weights(
    vectors: Array, classes: NDArray[np.intp], count: int, lifts: Array | None = None
) -> Array:
    """Return weights by Nesterov's accelerated gradient; rare classes are weighted up.

    Args:
        vectors: float64 [sounds, size], see `classifier_inputs`.
        classes: Class of each sound.
        count: Number of classes.
        lifts: Further factor of the weight of each class.

    Returns:
        float64 [size + 1, classes].
    """
    sizes = np.maximum(np.bincount(classes, minlength=count), 1)
    share = (1 / sizes[classes]) ** RARE
    if lifts is not None:
        share = share * lifts[classes]
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


@dataclass(frozen=True, slots=True)
class Typed:
    """Sounds whose type is known."""

    features: NDArray[np.float32]
    """[sounds, features]."""
    types: list[SoundType]
    packs: list[str]
    """Name of the pack of each sound."""

    def joined(self, other: Typed) -> Typed:
        """Return both."""
        features = np.vstack([self.features, other.features])
        return Typed(features, self.types + other.types, self.packs + other.packs)


def typed(labelled: Labelled) -> Typed:
    """Return those sounds of which kinds tell one type."""
    groups = shipped_vocabulary().groups
    listed = list(groups)
    found = [
        type_of((listed[at] for at in np.flatnonzero(row)), groups) for row in labelled.kinds > 0
    ]
    kept = [at for at, kind in enumerate(found) if kind is not None]
    packs = [str(labelled.packs[at]) for at in kept]
    return Typed(labelled.features[kept], [kind for kind in found if kind is not None], packs)


def _pack(path: Path) -> str:
    named = [part for part in path.parts if part in {"sonic-pi", "demo", "synths"}]
    return named[-1] if named else "fonts"


def recorded(packages: Path, work: Path) -> Typed:
    """Return recordings, synthesised synths, and variants of both."""
    synths = work / "synths"
    synths.mkdir(parents=True, exist_ok=True)
    rows = [
        *enumerate(recordings(packages, work / "recordings")),
        *enumerate(synthesise_synths(synths), OTHERS),
    ]
    pairs = [(one, kind) for number, (path, kind) in rows for one in variants(path, number, kind)]
    features = FeatureCache(work / "features.db").features([one for one, _ in pairs])
    there = [at for at, one in enumerate(features) if one is not None]
    return Typed(
        np.array([features[at] for at in there], np.float32),
        [pairs[at][1] for at in there],
        [_pack(pairs[at][0].path) for at in there],
    )


def fit(vectors: Array, types: list[SoundType]) -> tuple[Array, Array]:
    """Return the weights of the types of one-shots, and of loops against all else, unscaled."""
    loops = np.array([kind is SoundType.LOOP for kind in types])
    classes = np.array([ONE_SHOTS.index(kind) for kind in types if kind is not SoundType.LOOP])
    lifts = np.array([LIFTED.get(kind, 1.0) for kind in ONE_SHOTS])
    weights = fit_weights(vectors[~loops], classes, len(ONE_SHOTS), lifts)
    return weights, fit_weights(vectors, loops.astype(np.intp), 2)


def losses(vectors: Array, types: list[SoundType], weights: tuple[Array, Array]) -> Array:
    """Return the log loss of each sound with the weights scaled: float64 [scales, sounds]."""
    loops = np.array([kind is SoundType.LOOP for kind in types])
    classes = np.array(
        [0 if loop else ONE_SHOTS.index(kind) for loop, kind in zip(loops, types, strict=True)]
    )
    found, single = [], vectors.astype(np.float32)
    for scale in SCALES:
        given, loop = ((scale * one).astype(np.float32) for one in weights)
        looped = class_probabilities(single, loop)[:, 1]
        one = class_probabilities(single, given)[np.arange(len(types)), classes]
        found.append(-np.log(np.where(loops, looped, one * (1 - looped)) + FLOOR))
    return np.array(found)


def calibrate(sounds: Typed) -> None:
    """Print figures of packs that were left out of the fit, for each scale.

    These are their mean log loss and, for each pack, how many of the sounds certain with `CERTAIN`
    are right.
    """
    vectors = inputs(sounds.features)
    packs = np.array(sounds.packs)
    names = sorted(set(sounds.packs), key=lambda name: (-int((packs == name).sum()), name))
    folds: list[list[str]] = [[] for _ in range(FOLDS)]
    for name in names:  # the largest first, into the smallest fold
        min(folds, key=lambda fold: int(np.isin(packs, fold).sum())).append(name)
    lost = np.zeros((len(SCALES), len(packs)))
    right, sure = np.zeros(lost.shape, np.bool_), np.zeros(lost.shape)
    for fold in folds:
        out = np.isin(packs, fold)
        kinds = [kind for kind, left in zip(sounds.types, out, strict=True) if not left]
        weights = fit(vectors[~out], kinds)
        kinds = [kind for kind, left in zip(sounds.types, out, strict=True) if left]
        lost[:, out] = losses(vectors[out], kinds, weights)
        for at, scale in enumerate(SCALES):
            found, sure[at, out] = scaled(weights, scale).classify_inputs(
                vectors[out].astype(np.float32)
            )
            right[at, out] = [one is kind for one, kind in zip(found, kinds, strict=True)]
    for scale, row, hits, certain in zip(SCALES, lost, right, sure >= CERTAIN, strict=True):
        mine = {name: packs == name for name in names}
        counts = (
            f"{name} {int((hits & certain)[rows].sum())}/{int(certain[rows].sum())}"
            for name, rows in mine.items()
        )
        mean = np.mean([row[packs == name].mean() for name in names])
        print(f"{scale:.2f}  {mean:.4f}  {', '.join(counts)}")


def inputs(features: NDArray[np.float32]) -> Array:
    """Return the input of the classifier, float64 [sounds, size]."""
    return classifier_inputs(open_default_model(MODELS).space, features).astype(np.float64)


def main() -> None:
    """Fit, and write the file; with `--calibrate` print what the scale follows from."""
    calibrating = "--calibrate" in sys.argv
    given = [Path(word) for word in sys.argv[1:] if word != "--calibrate"]
    with tempfile.TemporaryDirectory(prefix="sempal-types-") as scratch:
        work = given[1] if len(given) > 1 else Path(scratch)
        sounds = typed(training_sounds(given[0], work)).joined(recorded(given[0], work))
    if calibrating:
        calibrate(sounds)
    else:
        write_classifier(sounds)


def scaled(weights: tuple[Array, Array], scale: float) -> Classifier:
    """Return the classifier of such weights."""
    types, loop = ((scale * one).astype(np.float32) for one in weights)
    return Classifier({"types": types, "loop": loop}, open_default_model(MODELS).space)


def write_classifier(sounds: Typed) -> None:
    """Fit, and write the file."""
    weights, loop = fit(inputs(sounds.features), sounds.types)
    types, loops = ((SCALE * one).astype(np.float32) for one in (weights, loop))
    np.savez(MODELS / FILE, types=types, loop=loops)
    print(f"{len(sounds.types)} sounds and variants")


if __name__ == "__main__":
    main()
