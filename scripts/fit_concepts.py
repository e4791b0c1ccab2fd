"""Fit the concept head: `python -m scripts.fit_concepts PACKAGES [WORK]`.

Writes `data/models/aisfx-concepts.npz`. PACKAGES holds unpacked Debian packages, see
`scripts/labelling/named_sounds.py`; of these only sounds under CC0, public domain, MIT, BSD or
CC BY are used, each file by the `copyright` file of its package: sonic-pi-samples,
fluid-soundfont-gm, musescore-general-soundfont-lossless, freedoom, and single files of
endless-sky-data, supertuxkart-data, minetest-data and sound-theme-freedesktop. With them words
spoken by Debian's `flite`, and sounds of our own synthesis. WORK is a folder in which sounds and
features are kept, so that a run can go on later.

A sound is labelled by the thesaurus, from the name its maker gave it. Each is also used in
`DISGUISES` variants. Single-threaded linear algebra (`OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1`)
on x86-64 writes the same bytes again; more threads change the order of summation.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.model_files.loader import open_default_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.embedding.concepts import FILE, ConceptHead, head_inputs, parse_head
from models.embedding.space.space import Space
from models.words.naming import name_words, named_kinds
from models.words.vocabulary import Vocabulary
from scripts.labelling.feature_cache import MODELS, FeatureCache, Variant
from scripts.labelling.named_sounds import NamedSound, named_sounds
from scripts.labelling.speech import synthesise_speech
from scripts.labelling.synthesis import synthesise

DISGUISES, APART, PER_KIND = 2, 0.5, 24
"""Variants of a sound, their transposition in octaves, and sounds of a kind and pack with them."""
HIDDEN, EPOCHS, BATCH, RATE, DECAY = 256, 120, 512, 3e-3, 3e-3
"""Hidden units, passes, sounds a step, highest learning rate, and weight decay.

Source: `scripts/bench words`, tuning packs.
"""
NOISE, DROPPED = 0.15, 0.2
"""Standard deviation of noise added to the inputs, and share of units dropped."""
BALANCE, PACK_BALANCE = 0.6, 0.3
"""Exponents with which rare kinds and small packs weigh more."""
FEWEST = 4
"""Sounds a kind needs; others are found by names only."""
SEED = 1
SPOKEN = "speech"
OF_BENCH = {"wind": "wind", "creature": "big cat"}
"""Kinds that `scripts/bench quality` knows by another name."""
OF_VOICES = {
    "machine cymbal": "crash",
    "conga": "hand drum",
    "sub": "bass",
    "pluck": "bass",
    "moving bass": "bass",
    "saws": "stab",
    "dub": "stab",
    "zap": "laser",
    "sine tom": "tom",
    "machine snare": "snare",
}
"""Kinds of voices of `scripts/labelling/synthesis.py` that are called otherwise."""
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Features of sounds, and their kinds."""

    features: Array
    """float32 [sounds, features]."""
    kinds: Array
    """float32 [sounds, kinds of the thesaurus]: 1 where a sound is of a kind."""
    packs: NDArray[np.str_]


def kinds_of(sound: NamedSound, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the kinds of a sound: as `scripts/bench quality` labels it, else by its label."""
    kind = OF_BENCH.get(sound.kind, sound.kind)
    if kind == "shaker" and "tamb" in sound.label:
        return frozenset({"tambourine"})
    if kind in vocabulary.groups:
        return frozenset({kind})
    return named_kinds(name_words(sound.label), vocabulary)


def label_sounds(
    sounds: Sequence[NamedSound], cache: FeatureCache, vocabulary: Vocabulary, disguises: int = 0
) -> Labelled:
    """Return the sounds of known kind with their features, and variants of them."""
    listed = list(vocabulary.groups)
    variants: list[Variant] = []
    rows: list[tuple[frozenset[str], str]] = []
    counts: dict[tuple[str, str], int] = {}
    for number, sound in enumerate(sounds):
        kinds = kinds_of(sound, vocabulary)
        if not kinds:
            continue
        key = min(kinds), sound.pack
        counts[key] = counts.get(key, 0) + 1
        guises = disguises if counts[key] <= PER_KIND else 0
        for variant in _variants(sound.path, number, guises):
            variants.append(variant)
            rows.append((kinds, sound.pack))
    heard = cache.features(variants)
    kept = [at for at, features in enumerate(heard) if features is not None]
    labels = np.zeros((len(kept), len(listed)), np.float32)
    for row, at in enumerate(kept):
        labels[row, [listed.index(kind) for kind in rows[at][0]]] = 1
    features = np.array([heard[at] for at in kept], np.float32)
    return Labelled(features, labels, np.array([rows[at][1] for at in kept]))


def _variants(path: Path, number: int, guises: int) -> Iterator[Variant]:
    yield Variant(path)
    chance = np.random.default_rng(number)
    for at in range(guises):
        speed = float(2 ** chance.uniform(-APART, APART))
        yield Variant(path, speed, 1 + number * DISGUISES + at)


def own_sounds(out: Path) -> list[NamedSound]:
    """Return sounds of our own synthesis, written to `out` unless they all lie there."""
    out.mkdir(parents=True, exist_ok=True)
    listing = out / "sounds.csv"
    if not listing.exists():
        rows = [
            (path.name, path.stem.removeprefix("synthesis ").rsplit(" ", 1)[0])
            for path, _ in synthesise(out)
        ]
        rows += [(path.name, SPOKEN) for path in synthesise_speech(out)]
        with listing.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    with listing.open(newline="") as file:
        return [
            NamedSound(
                *(out / name, label, OF_VOICES.get(label, label)),
                pack="flite" if label == SPOKEN else "synthesis",
                free=True,
            )
            for name, label in csv.reader(file)
        ]


def fit_head(
    labelled: Labelled, space: Space, kinds: Sequence[str], seed: int = SEED
) -> ConceptHead:
    """Fit a head to labelled sounds.

    Cross entropy with targets shared between the kinds of a sound; dropout, noise, and decoupled
    weight decay.

    Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", 2019; the rate
    rises and falls once: L. N. Smith, "Super-convergence", 2018.
    """
    enough = (labelled.kinds > 0).sum(0) >= FEWEST
    targets = labelled.kinds[:, enough]
    used = targets.sum(1) > 0
    inputs, targets = head_inputs(labelled.features[used], space), targets[used]
    targets = targets / targets.sum(1, keepdims=True)
    share = _shares(targets, labelled.packs[used])
    chance = np.random.default_rng(seed)
    sizes = (inputs.shape[1], HIDDEN, targets.shape[1])
    weights = _initial(sizes, chance)
    first_moment = [np.zeros_like(one) for one in weights]
    second_moment = [np.zeros_like(one) for one in weights]
    steps = EPOCHS * max(1, len(inputs) // BATCH) // 2
    for step in range(steps):
        chosen = chance.choice(len(inputs), BATCH, p=share)
        gradients = _gradients(inputs[chosen], targets[chosen], weights, chance)
        rate = _rate(step / steps)
        for at, gradient in enumerate(gradients):
            first_moment[at] = 0.9 * first_moment[at] + 0.1 * gradient
            second_moment[at] = 0.999 * second_moment[at] + 0.001 * gradient**2
            mean = first_moment[at] / (1 - 0.9 ** (step + 1))
            size = np.sqrt(second_moment[at] / (1 - 0.999 ** (step + 1))) + 1e-8
            weights[at] -= rate * (mean / size + DECAY * weights[at])
    named = np.array([kind for kind, there in zip(kinds, enough, strict=True) if there])
    names = ("first", "first_bias", "second", "second_bias")
    stored = {name: one.astype(np.float16) for name, one in zip(names, weights, strict=True)}
    return parse_head({**stored, "kinds": named}, space)


def _shares(targets: Array, packs: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return how often each sound is drawn."""
    counts = np.maximum((targets > 0).sum(0), 1)
    weight = (targets / counts**BALANCE).sum(1)
    _, which, sizes = np.unique(packs, return_inverse=True, return_counts=True)
    weight = weight / sizes[which] ** PACK_BALANCE
    found: NDArray[np.float64] = (weight / weight.sum()).astype(np.float64)
    return np.asarray(found / found.sum())


def _initial(sizes: tuple[int, int, int], chance: np.random.Generator) -> list[Array]:
    before, hidden, after = sizes
    shapes = ((before, hidden), (hidden,), (hidden, after), (after,))
    bounds = (before**-0.5, before**-0.5, hidden**-0.5, hidden**-0.5)
    return [
        chance.uniform(-bound, bound, shape).astype(np.float32)
        for shape, bound in zip(shapes, bounds, strict=True)
    ]


def _gradients(
    inputs: Array, targets: Array, weights: list[Array], chance: np.random.Generator
) -> tuple[Array, ...]:
    first, first_bias, second, second_bias = weights
    noisy = inputs + np.float32(NOISE) * chance.standard_normal(inputs.shape, np.float32)
    seen = noisy * _kept(inputs.shape, chance)
    before = seen @ first + first_bias
    mask = _kept(before.shape, chance) * (before > 0)
    hidden = before * mask
    scores = hidden @ second + second_bias
    powers = np.exp(scores - scores.max(1, keepdims=True))
    wrong = (powers / powers.sum(1, keepdims=True) - targets) / np.float32(len(inputs))
    back = (wrong @ second.T) * mask
    return seen.T @ back, back.sum(0), hidden.T @ wrong, wrong.sum(0)


def _kept(shape: tuple[int, ...], chance: np.random.Generator) -> Array:
    drawn = chance.random(shape, np.float32) >= DROPPED
    return drawn.astype(np.float32) / np.float32(1 - DROPPED)


def _rate(part: float) -> np.float32:
    """Return the learning rate: a cosine up to 30 % of the way, and one down."""
    if part < 0.3:
        return np.float32(RATE * (0.04 + 0.96 * (1 - np.cos(np.pi * part / 0.3)) / 2))
    return np.float32(RATE * (1 + np.cos(np.pi * (part - 0.3) / 0.7)) / 2)


def write_head(head: ConceptHead, path: Path) -> None:
    """Write a head as float16, with constant time stamps."""
    arrays = {
        "kinds": np.array(head.kinds),
        "first": head.first.astype(np.float16),
        "first_bias": head.first_bias.astype(np.float16),
        "second": head.second.astype(np.float16),
        "second_bias": head.second_bias.astype(np.float16),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def training_sounds(packages: Path, work: Path) -> Labelled:
    """Return all sounds that may train, and variants of them.

    Args:
        packages: Unpacked Debian packages.
        work: Folder in which sounds and features are kept.
    """
    work.mkdir(parents=True, exist_ok=True)
    own = own_sounds(work / "own")
    free = [one for one in named_sounds(packages, work / "corpus") if one.free]
    cache = FeatureCache(work / "features.db")
    return label_sounds([*free, *own], cache, shipped_vocabulary(), DISGUISES)


def main() -> None:
    packages = Path(sys.argv[1])
    vocabulary, space = shipped_vocabulary(), open_default_model(MODELS).space
    with tempfile.TemporaryDirectory(prefix="sempal-concepts-") as scratch:
        labelled = training_sounds(packages, Path(sys.argv[2] if len(sys.argv) > 2 else scratch))
    head = fit_head(labelled, space, list(vocabulary.groups))
    write_head(head, MODELS / FILE)
    print(f"{len(labelled.packs)} sounds and variants of {len(set(labelled.packs.tolist()))} packs")
    print(f"{len(head.kinds)} kinds; none: {sorted(set(vocabulary.groups) - set(head.kinds))}")


if __name__ == "__main__":
    main()
